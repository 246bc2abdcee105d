import {
  EnvironmentRequest,
  environmentRequestSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { SessionDraft } from '../../hooks/SessionDraft';
import { ChangeDraft } from './changeDraft';

/** A change that is being typed, and the request as it was when one began: what others do meanwhile shows against it. */
export interface StoredChange {
  base: EnvironmentRequest;
  draft: ChangeDraft;
}

const storedChangeSchema = z.object({
  base: environmentRequestSchema,
  draft: z.object({
    source: z.object({ url: z.string(), ref: z.string(), path: z.string() }),
    owner: z.string(),
    labels: z.array(z.object({ key: z.string(), value: z.string() })),
    parameters: z.record(z.string(), z.json()),
    movesClass: z.boolean(),
    reason: z.string(),
  }),
});

/** What this tab last typed for a change of a request. */
export function storedChange(requestId: string): SessionDraft<StoredChange> {
  return new SessionDraft(
    `control-plane.change-draft.${requestId}`,
    storedChangeSchema.refine(({ base }) => base.id === requestId),
  );
}
