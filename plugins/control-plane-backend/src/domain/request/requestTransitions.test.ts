import {
  isTerminalPhase,
  REQUEST_PHASES,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  phasesAccepting,
  REQUEST_EVENTS,
  RequestEvent,
  transition,
} from './requestTransitions';

/** `.` stays, `-` refuses, anything else is the phase that follows. */
const MATRIX = parse(`
                   | pending_approval | approved         | queued           | reconciling      | awaiting_merge   | ready    | failed           | asleep   | deleting | deleted | rejected | withdrawn
revision_proposed  | .                | .                | .                | .                | .                | .        | .                | .        | -        | -       | -        | -
revision_approved  | approved         | .                | .                | .                | .                | queued   | queued           | queued   | -        | -       | -        | -
deletion_approved  | deleting         | deleting         | deleting         | deleting         | deleting         | deleting | deleting         | deleting | -        | -       | -        | -
deletion_withdrawn | -                | -                | -                | -                | -                | -        | -                | -        | queued   | -       | -        | -
extension_approved | .                | .                | .                | .                | .                | .        | .                | .        | -        | -       | -        | -
approval_lost      | .                | pending_approval | pending_approval | pending_approval | pending_approval | .        | pending_approval | .        | -        | -       | -        | -
first_rejected     | rejected         | -                | -                | -                | -                | -        | -                | -        | -        | -       | -        | -
first_withdrawn    | withdrawn        | withdrawn        | withdrawn        | withdrawn        | withdrawn        | -        | withdrawn        | -        | -        | -       | -        | -
attempt_started    | -                | reconciling      | reconciling      | .                | .                | .        | reconciling      | .        | .        | -       | -        | -
attempt_failed     | -                | failed           | failed           | failed           | failed           | failed   | .                | failed   | .        | -       | -        | -
settled            | -                | ready            | ready            | ready            | ready            | .        | ready            | .        | -        | -       | -        | -
torn_down          | -                | -                | -                | -                | -                | -        | -                | -        | deleted  | -       | -        | -
reconcile_asked    | -                | queued           | .                | .                | .                | .        | queued           | .        | .        | -       | -        | -
`);

function parse(text: string): Array<[RequestPhase, Record<string, string>]> {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()));
  return REQUEST_PHASES.map(phase => [
    phase,
    Object.fromEntries(lines.map(line => [line[0], line[head.indexOf(phase)]])),
  ]);
}

function show(phase: RequestPhase, event: RequestEvent): string {
  const result = transition(phase, event);
  switch (result.type) {
    case 'stayed':
      return '.';
    case 'refused':
      return '-';
    case 'moved':
      return result.phase;
    default: {
      const unreachable: never = result;
      throw new Error(`Unknown transition ${unreachable}`);
    }
  }
}

describe('transition', () => {
  it.each(MATRIX)('answers every event in phase %s', (phase, expected) => {
    expect(
      Object.fromEntries(
        REQUEST_EVENTS.map(event => [event, show(phase, event)]),
      ),
    ).toEqual(expected);
  });

  it.each(REQUEST_PHASES.filter(isTerminalPhase))('never leaves %s', phase => {
    for (const event of REQUEST_EVENTS) {
      expect(transition(phase, event)).toEqual({ type: 'refused' });
    }
  });

  it('reaches every phase that something can lead to today', () => {
    const reached = new Set<RequestPhase>(['pending_approval']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const phase of [...reached]) {
        for (const event of REQUEST_EVENTS) {
          const result = transition(phase, event);
          if (result.type === 'moved') {
            reached.add(result.phase);
          }
        }
      }
    }
    // Nothing waits for a merge and nothing sleeps yet.
    expect(REQUEST_PHASES.filter(phase => !reached.has(phase))).toEqual([
      'awaiting_merge',
      'asleep',
    ]);
  });
});

describe('phasesAccepting', () => {
  it('names the phases in which an event makes sense', () => {
    expect(phasesAccepting('torn_down')).toEqual(['deleting']);
    expect(phasesAccepting('first_rejected')).toEqual(['pending_approval']);
  });
});
