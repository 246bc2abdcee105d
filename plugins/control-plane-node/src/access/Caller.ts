import { splitEntityRef } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Who asks, with what is needed to judge: the control plane knows no other identity. */
export type Caller =
  | {
      type: 'user';
      /** Entity reference of the user. */
      ref: string;
      /** Entity references that the user may claim: the user and the groups. */
      ownership: readonly string[];
    }
  | {
      type: 'service';
      /** Subject of the service principal, e.g. `external:ci-payments`. */
      subject: string;
    };

/** The name under which a caller's doings are recorded: what `requester` of a request holds. */
export function callerRef(caller: Caller): string {
  switch (caller.type) {
    case 'user':
      return normaliseEntityRef(caller.ref);
    case 'service':
      return caller.subject;
    default: {
      const unreachable: never = caller;
      throw new Error(`Unknown caller ${unreachable}`);
    }
  }
}

/** A reference to a user or group in full and lower case; whatever else it is, such as a service's subject, comes back as it is. */
export function normaliseEntityRef(value: string): string {
  const ref = splitEntityRef(value);
  return ref?.kind === 'user' || ref?.kind === 'group'
    ? `${ref.kind}:${ref.namespace ?? 'default'}/${ref.name}`
    : value;
}

/** Whether the caller came in without saying who they are: every namespace can have such a user. */
export function isGuest(caller: Caller): boolean {
  return (
    caller.type === 'user' && /^user:[^/]+\/guest$/.test(callerRef(caller))
  );
}

const GROUP_OF_TEAM = 'group:default/';

/** Names of the teams that a user belongs to. A service belongs to the teams of its grant, which its identity does not tell. */
export function teamsOfUser(caller: Extract<Caller, { type: 'user' }>) {
  return caller.ownership
    .map(normaliseEntityRef)
    .filter(ref => ref.startsWith(GROUP_OF_TEAM))
    .map(ref => ref.slice(GROUP_OF_TEAM.length));
}
