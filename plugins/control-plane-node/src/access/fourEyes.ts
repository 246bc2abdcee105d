import { Caller, callerRef, isGuest, normaliseEntityRef } from './Caller';

/** Whether the rule of four eyes lets somebody decide; the reason is in words for that person. */
export type FourEyesVerdict =
  | { type: 'satisfied' }
  | { type: 'violated'; reason: string };

/**
 * Whether a caller may decide on a revision as far as independence goes.
 *
 * @remarks
 * Holds for every role, admins included, and whatever a permission policy says. A revision whose requester is a group, as of a descriptor that
 * the group owns, is closed to every member of it.
 */
export function checkFourEyes(options: {
  caller: Caller;
  /** Who asked for the revision. */
  requestedBy: string;
  /** Whoever last edited what is decided on. */
  editors: readonly string[];
}): FourEyesVerdict {
  const { caller, requestedBy, editors } = options;
  const ability = mayDecideAtAll(caller);
  if (ability.type === 'violated' || caller.type !== 'user') {
    return ability;
  }
  const claims = new Set(
    [caller.ref, ...caller.ownership].map(normaliseEntityRef),
  );
  const requester = normaliseEntityRef(requestedBy);
  if (claims.has(requester)) {
    return violated(
      requester === callerRef(caller)
        ? 'you asked for it yourself; somebody else has to decide'
        : `it was asked for by ${requester}, to which you belong; somebody else has to decide`,
    );
  }
  const edited = editors.map(normaliseEntityRef).some(ref => claims.has(ref));
  return edited
    ? violated('you edited what is decided on; somebody else has to decide')
    : { type: 'satisfied' };
}

/** Whether this kind of caller decides on anything: people who are signed in do, machines and guests do not. */
export function mayDecideAtAll(caller: Caller): FourEyesVerdict {
  if (caller.type !== 'user') {
    return violated(
      `only a person who is signed in decides; ${caller.subject} is a service`,
    );
  }
  if (isGuest(caller)) {
    return violated(
      `only a person who is signed in decides; ${callerRef(caller)} is a guest`,
    );
  }
  return { type: 'satisfied' };
}

function violated(reason: string): FourEyesVerdict {
  return { type: 'violated', reason };
}
