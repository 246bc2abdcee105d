import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_REQUEST_ID,
  requestIdSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** The request that the entity on the page stands for; undefined when its annotation names none. */
export function useEntityRequestId(): string | undefined {
  const { entity } = useEntity();
  const id = requestIdSchema.safeParse(
    entity.metadata.annotations?.[ANNOTATION_REQUEST_ID],
  );
  return id.success ? id.data : undefined;
}
