import { useApiHolder } from '@backstage/frontend-plugin-api';
import { JsonObject } from '@backstage/types';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneApiRef } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { textOf } from './formData';

/** The class that the form's field `class` chooses, for checks outside of a component; undefined while there is none. */
export async function chosenClass(
  apis: ReturnType<typeof useApiHolder>,
  data: JsonObject,
): Promise<EnvironmentClass | undefined> {
  const name = textOf(data, 'class');
  return name ? apis.get(controlPlaneApiRef)?.getClass(name) : undefined;
}
