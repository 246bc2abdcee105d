import { z } from 'zod';
import { SessionDraft } from '../../../hooks/SessionDraft';
import { RequestDraft } from './RequestDraft';

/** What survives a reload: what was typed, and the key under which it is planned and asked for. */
export interface StoredDraft {
  draft: RequestDraft;
  idempotencyKey: string;
}

const json = z.json();

const storedDraftSchema = z.object({
  idempotencyKey: z.string().min(8),
  draft: z.object({
    class: z.string(),
    team: z.string(),
    app: z.string(),
    region: z.string(),
    leaseHours: z.number().optional(),
    owner: z.string(),
    source: z.object({ url: z.string(), ref: z.string(), path: z.string() }),
    labels: z.array(z.object({ key: z.string(), value: z.string() })),
    parameters: z.record(z.string(), json),
    reason: z.string(),
  }),
});

/** What this tab last typed for a class. */
export function storedDraft(
  className: string,
  storage?: () => Storage,
): SessionDraft<StoredDraft> {
  return new SessionDraft(
    `control-plane.request-draft.${className}`,
    storedDraftSchema.refine(({ draft }) => draft.class === className),
    storage,
  );
}
