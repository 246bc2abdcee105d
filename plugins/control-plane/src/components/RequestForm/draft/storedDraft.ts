import { z } from 'zod';
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

const keyOf = (className: string) => `control-plane.request-draft.${className}`;

/** Reads what this tab last typed for a class; undefined when there is nothing that can be read. */
export function readStoredDraft(
  className: string,
  storage: Storage = window.sessionStorage,
): StoredDraft | undefined {
  try {
    const parsed = storedDraftSchema.safeParse(
      JSON.parse(storage.getItem(keyOf(className)) ?? 'null'),
    );
    return parsed.success && parsed.data.draft.class === className
      ? parsed.data
      : undefined;
  } catch {
    // Not JSON, or a browser that keeps its storage closed: the form begins empty.
    return undefined;
  }
}

export function writeStoredDraft(
  stored: StoredDraft,
  storage: Storage = window.sessionStorage,
): void {
  try {
    storage.setItem(keyOf(stored.draft.class), JSON.stringify(stored));
  } catch {
    // A full or closed storage costs the reload's comfort, not the form.
  }
}

export function dropStoredDraft(
  className: string,
  storage: Storage = window.sessionStorage,
): void {
  try {
    storage.removeItem(keyOf(className));
  } catch {
    // As above.
  }
}
