/** Why an attempt to publish failed, as requests, metrics and the documentation call it. */
export type PublishRejection =
  | 'unreachable'
  | 'authentication_failed'
  | 'repository_missing'
  | 'branch_missing'
  | 'push_denied'
  | 'contended'
  | 'branch_locked'
  | 'secret_found'
  | 'path_refused'
  | 'disk_full'
  | 'unknown';

/** Others pushed faster, many times in a row: what is in the way is the branch, whichever publication met it. */
export const CONTENDED = 'contended' satisfies PublishRejection;
