import { Entity } from '@backstage/catalog-model';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { ANNOTATION_REQUEST_ID } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import userEvent from '@testing-library/user-event';
import { ReactElement } from 'react';
import { anApi } from './anApi';
import { aRequest } from './aRequest';

/** The component that `aRequest` is for. */
export const aComponent: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'billing-api', namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner: 'platform' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
};

/** The entity that stands for `aRequest`. */
export const anEnvironment: Entity = {
  apiVersion: 'backstage.io/v1beta1',
  kind: 'Resource',
  metadata: {
    name: aRequest().id,
    namespace: 'default',
    annotations: { [ANNOTATION_REQUEST_ID]: aRequest().id },
  },
  spec: { type: 'environment', owner: 'group:default/platform' },
};

/** Shows a tab or card on an entity's page. */
export async function renderOnEntity(
  element: ReactElement,
  options: { entity: Entity; operations: Partial<ControlPlaneApi> },
) {
  const post = jest.fn(() => ({ close: () => {} }));
  await renderInTestApp(
    <EntityProvider entity={options.entity}>{element}</EntityProvider>,
    {
      apis: [
        [controlPlaneApiRef, anApi(options.operations)],
        [toastApiRef, { post }],
      ],
    },
  );
  return { user: userEvent.setup({ delay: null }), toasts: post };
}
