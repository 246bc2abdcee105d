import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { ANNOTATION_REQUEST_ID } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Legible } from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  RiFileCodeLine,
  RiGitBranchLine,
  RiServerLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';

/** Components of the default namespace: requests name no other. */
const isComponent = { kind: 'component', 'metadata.namespace': 'default' };

/** Whatever stands for a request in the catalog, of whichever kind its class makes. */
export const isRequestEntity = {
  kind: 'resource',
  [`metadata.annotations.${ANNOTATION_REQUEST_ID}`]: { $exists: true },
};

const isAbout = { $any: [isComponent, isRequestEntity] };

export const environmentsContent = EntityContentBlueprint.make({
  name: 'environments',
  params: {
    path: '/environments',
    title: 'Environments',
    icon: <RiServerLine />,
    filter: isComponent,
    loader: () =>
      import('./components/EntityEnvironments').then(m => (
        <Legible>
          <m.EntityEnvironments />
        </Legible>
      )),
  },
});

export const manifestsContent = EntityContentBlueprint.make({
  name: 'manifests',
  params: {
    path: '/manifests',
    title: 'Manifests',
    icon: <RiFileCodeLine />,
    filter: isRequestEntity,
    loader: () =>
      import('./components/EntityManifests').then(m => (
        <Legible>
          <m.EntityManifests />
        </Legible>
      )),
  },
});

export const timelineContent = EntityContentBlueprint.make({
  name: 'timeline',
  params: {
    path: '/timeline',
    title: 'Timeline',
    icon: <RiTimeLine />,
    filter: isRequestEntity,
    loader: () =>
      import('./components/EntityTimeline').then(m => (
        <Legible>
          <m.EntityTimeline />
        </Legible>
      )),
  },
});

export const approvalsContent = EntityContentBlueprint.make({
  name: 'approvals',
  params: {
    path: '/approvals',
    title: 'Approvals',
    icon: <RiShieldCheckLine />,
    filter: isAbout,
    loader: () =>
      import('./components/EntityApprovals').then(m => (
        <Legible>
          <m.EntityApprovals />
        </Legible>
      )),
  },
});

export const driftContent = EntityContentBlueprint.make({
  name: 'drift',
  params: {
    path: '/drift',
    title: 'Drift',
    icon: <RiGitBranchLine />,
    filter: isAbout,
    loader: () =>
      import('./components/EntityDrift').then(m => (
        <Legible>
          <m.EntityDrift />
        </Legible>
      )),
  },
});

export const entityContents = [
  environmentsContent,
  manifestsContent,
  timelineContent,
  approvalsContent,
  driftContent,
];
