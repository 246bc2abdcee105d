import { NewOutboxEntry, OutboxSinkName } from './OutboxEntry';

/** Who is told of an entry: machines of everything, people of what asks something of them or ends their waiting. */
export function sinksOf(entry: NewOutboxEntry): OutboxSinkName[] {
  return concernsPeople(entry)
    ? ['events', 'signals', 'notifications']
    : ['events', 'signals'];
}

function concernsPeople({ kind, payload }: NewOutboxEntry): boolean {
  switch (kind) {
    case 'approval_wanted':
    case 'lease_expiring':
    case 'lease_expired':
    case 'drift_found':
      return true;
    case 'decision_taken':
      return !isPolicy(payload.decidedBy);
    case 'request_changed':
      return payload.became === 'ready' || payload.became === 'failed';
    default: {
      const unreachable: never = kind;
      throw new Error(`Unknown kind ${unreachable}`);
    }
  }
}

/** What policy approves in the breath of the asking is no news for who asked. */
function isPolicy(decidedBy: unknown): boolean {
  return typeof decidedBy === 'string' && decidedBy.startsWith('policy:');
}
