import { SourceDraft } from './RequestDraft';

/** The source as the API takes it; undefined when nothing of it was typed. */
export function sourceOf(draft: SourceDraft) {
  const url = draft.url.trim();
  const ref = draft.ref.trim();
  const path = draft.path.trim();
  return url || ref || path
    ? { url, ref, ...(path ? { path } : {}) }
    : undefined;
}
