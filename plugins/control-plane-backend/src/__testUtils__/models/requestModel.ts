import {
  isTerminalPhase,
  RequestPhase,
  RevisionState,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOpen } from '../../domain/revision/Revision';
import { PERSON, POLICY } from '../RequestLife';
import { LaneEvent, RequestMachine } from '../RequestMachine';
import { ModelCheck, modelCheckOf, ModelRuns } from './ModelCheck';

/** What is remembered from one command to the next, to compare with. */
interface Memory {
  generation: number;
  ended: Set<number>;
  terminal?: RequestPhase;
}

const ENDED: RevisionState[] = ['rejected', 'withdrawn', 'superseded'];

type Command = fc.Command<Memory, RequestMachine>;

/** What must hold after every command. Plain assertions: there are hundreds of thousands of them. */
function check(memory: Memory, machine: RequestMachine): void {
  const { life, commits } = machine;
  const { request } = life;
  const revisions = [...life.revisions.values()];

  for (const slot of ['spec', 'lease'] as const) {
    const open = revisions.filter(
      revision => revision.slot === slot && isOpen(revision),
    );
    assert(open.length <= 1, `one open revision in slot ${slot}`);
  }

  assert(request.generation >= memory.generation, 'generations only grow');
  assert(request.generation === revisions.length, 'none is left out');
  memory.generation = request.generation;

  assert(
    !memory.terminal || request.phase === memory.terminal,
    `${memory.terminal} is never left`,
  );
  if (isTerminalPhase(request.phase)) {
    memory.terminal = request.phase;
    assert(!revisions.some(isOpen), 'nothing is open in the end');
  }

  for (const { generation, state, planDigest } of revisions) {
    const isApproved = life.approvals.some(
      approval =>
        approval.generation === generation &&
        approval.planDigest === planDigest &&
        approval.decision === 'approve',
    );
    assert(
      state !== 'effective' || isApproved,
      `${generation} was approved on its digest`,
    );
    const ended = ENDED.includes(state);
    assert(
      ended || !memory.ended.has(generation),
      `${generation} has ended and never comes back`,
    );
    if (ended) {
      memory.ended.add(generation);
    }
  }

  commits.forEach((commit, at) => {
    assert(!commit.ended, `${commit.generation} had ended`);
    assert(
      at === 0 || commit.generation >= commits[at - 1].generation,
      'generations on the branch only grow',
    );
  });
  assert(
    new Set(commits.map(({ operationId }) => operationId)).size ===
      commits.length,
    'each operation is on the branch once',
  );

  const shown = life.get(request.specGeneration);
  assert(shown.slot === 'spec', 'the request shows its spec');
  assert(
    request.phase === 'deleting' ||
      isTerminalPhase(request.phase) ||
      !ENDED.includes(shown.state),
    `the request shows ${shown.generation}, which is ${shown.state}`,
  );
}

function command(
  name: string,
  isPossible: (machine: RequestMachine) => boolean,
  act: (machine: RequestMachine) => unknown,
): Command {
  return {
    // The machine is looked at again in `run`: what is possible depends on it alone.
    check: () => true,
    run: (memory, machine) => {
      if (isPossible(machine)) {
        act(machine);
      }
      check(memory, machine);
    },
    toString: () => name,
  };
}

const takesProposals = ({ life }: RequestMachine) =>
  !isTerminalPhase(life.request.phase) && life.request.phase !== 'deleting';

const openOf = (machine: RequestMachine, index: number) => {
  const open = machine.life.open().filter(isOpen);
  return open[index % Math.max(1, open.length)];
};

const needsPerson = fc.boolean();
const index = fc.nat({ max: 3 });

const propose = (action: 'update' | 'extend' | 'delete') =>
  needsPerson.map(person =>
    command(
      `${action}${person ? ' (asks)' : ''}`,
      takesProposals,
      ({ life }) => {
        const leaseHours = action === 'extend' ? 1 : 0;
        // Taking back what never reached Git needs nobody: see `approvalRequirement`.
        const asks =
          person && (action !== 'delete' || life.request.lease.startedAt);
        life.propose(action, asks ? PERSON : POLICY, { leaseHours });
      },
    ),
  );

const decide = (decision: 'approve' | 'reject') =>
  index.map(at =>
    command(
      `${decision} #${at}`,
      machine => openOf(machine, at)?.state === 'pending_approval',
      machine => machine.life[decision](openOf(machine, at).generation),
    ),
  );

const withdraw = index.map(at =>
  command(
    `withdraw #${at}`,
    machine => openOf(machine, at) !== undefined,
    machine => machine.life.withdraw(openOf(machine, at).generation),
  ),
);

const lane = fc
  .tuple(
    index,
    fc.constantFrom<LaneEvent>(
      'lands',
      'lands',
      'lands',
      'lands',
      'lands_unseen',
      'unreachable',
      'retryable',
      'refused',
    ),
  )
  .map(([at, event]) =>
    command(
      `lane #${at} ${event}`,
      () => true,
      machine => machine.lane(at, event),
    ),
  );

const always = (name: string, act: (machine: RequestMachine) => unknown) =>
  fc.constant(command(name, () => true, act));

const reconcile = always('reconcile', machine => machine.reconcile());

const ask = fc.constant(
  command(
    'ask for a reconcile',
    ({ life }) =>
      !isTerminalPhase(life.request.phase) &&
      life.request.phase !== 'pending_approval',
    machine => machine.ask(),
  ),
);

const edit = always('edit the branch', machine => machine.edit());
const revert = always('revert the edits', machine => machine.revert());
const expire = fc.constant(
  command('expire', takesProposals, machine => machine.expire()),
);

/** Work is much more frequent than what ends a request, so that sequences get far. */
const requestCommands = fc.commands(
  [
    ...times(4, propose('update')),
    propose('extend'),
    rarely(propose('delete')),
    ...times(4, decide('approve')),
    rarely(decide('reject')),
    rarely(withdraw),
    ...times(10, reconcile),
    ...times(10, lane),
    ...times(2, ask),
    ...times(2, edit),
    revert,
    rarely(expire),
  ],
  { maxCommands: 80, size: 'max' },
);

function rarely(ending: fc.Arbitrary<Command>): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 4, arbitrary: reconcile },
    { weight: 1, arbitrary: ending },
  );
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

const begin = (repairs: boolean) => ({
  model: { generation: 0, ended: new Set<number>() },
  real: new RequestMachine({ repairs }),
});

/** Whatever the sequence, the rules of the model are kept after each command. */
export function checkRequestRules(runs: ModelRuns): ModelCheck {
  const details = fc.check(
    fc.property(fc.boolean(), requestCommands, (repairs, sequence) => {
      fc.modelRun(() => begin(repairs), sequence);
    }),
    runs,
  );
  return modelCheckOf(details);
}

/** Whatever the sequence, the request comes to rest once the branch takes everything, with the branch as the records say. */
export function checkRequestRest(runs: ModelRuns): ModelCheck {
  const details = fc.check(
    fc.property(fc.boolean(), requestCommands, (repairs, sequence) => {
      const { model, real } = begin(repairs);
      fc.modelRun(() => ({ model, real }), sequence);
      for (let turn = 0; turn < 40; turn += 1) {
        while (real.pending().length > 0) {
          real.lane(0, 'lands');
        }
        real.reconcile();
      }
      check(model, real);
      checkRest(real, repairs);
    }),
    runs,
  );
  return modelCheckOf(details);
}

function checkRest(machine: RequestMachine, repairs: boolean): void {
  const { life, commits } = machine;
  const { phase, published, progress } = life.request;
  const desired = life.desired();
  switch (phase) {
    case 'ready':
      assert.equal(progress, undefined);
      assert.equal(desired?.state, 'effective');
      assert.equal(published?.generation, desired?.generation);
      assert.equal(commits.at(-1)?.generation, desired?.generation);
      assert(!repairs || machine.drift.length === 0, 'drift is repaired');
      break;
    // What was refused for good waits for a person.
    case 'failed':
      assert(progress?.failure, 'it says why');
      break;
    case 'deleted':
      assert.equal(commits.at(-1)?.purpose, 'remove');
      break;
    case 'pending_approval':
      assert.equal(desired, undefined);
      break;
    case 'deleting':
    case 'rejected':
    case 'withdrawn':
      break;
    default:
      assert.fail(`${phase} is no rest`);
  }
}
