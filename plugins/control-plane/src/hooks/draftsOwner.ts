const OWNER = 'control-plane.drafts-of';
const DRAFTS = /^control-plane\.(draft|request-draft|change-draft)\./;

/**
 * Forgets what somebody else typed in this tab.
 *
 * @remarks
 * Drafts live in the browser's session, which outlives a sign-out: the next person at the same tab must not read them, and must not ask under
 * their idempotency key.
 */
export function claimDrafts(
  userRef: string,
  storage: () => Storage = () => window.sessionStorage,
): void {
  try {
    const drafts = storage();
    if (drafts.getItem(OWNER) === userRef) {
      return;
    }
    for (const key of Object.keys(drafts)) {
      if (DRAFTS.test(key)) {
        drafts.removeItem(key);
      }
    }
    drafts.setItem(OWNER, userRef);
  } catch {
    // A browser that keeps its storage closed has kept no draft either.
  }
}
