import {
  PublishBatch,
  PublishedTree,
  Publisher,
  PublishOutcome,
} from '../../../publishers/Publisher';
import { FaultKind } from './FaultPlan';
import { portError } from './portErrors';

interface Faults {
  pace(call: string): Promise<void>;
  next(call: string, kinds: readonly FaultKind[]): FaultKind | undefined;
  /** @returns what to throw */
  die(call: string): Error;
}

const PUBLISH: readonly FaultKind[] = [
  'dies',
  'timeout',
  'unavailable',
  'throttled',
  'conflict',
  'done_but_failed',
  'done_and_dies',
];
const LOOK: readonly FaultKind[] = ['dies', 'timeout', 'unavailable'];

type Rejected = Extract<PublishOutcome, { type: 'rejected' }>;

/** A publisher never throws for what a remote does: it says what became of each operation, or what it knows of that. */
const REJECTIONS: Partial<Record<FaultKind, Partial<Rejected>>> = {
  timeout: { reason: 'unreachable' },
  unavailable: { reason: 'unreachable' },
  throttled: { reason: 'unreachable', retryAfterSeconds: 90 },
  conflict: { reason: 'contended' },
};

function rejected(kind: FaultKind): Rejected {
  return {
    type: 'rejected',
    reason: 'unknown',
    message: `The host answers with ${kind}.`,
    advice: 'Nothing to do: it is tried again.',
    retryable: true,
    ...REJECTIONS[kind],
  };
}

export function faultyPublisher(inner: Publisher, faults: Faults): Publisher {
  const meet = async <T>(call: string, run: () => Promise<T>): Promise<T> => {
    await faults.pace(call);
    const kind = faults.next(call, LOOK);
    switch (kind) {
      case undefined:
        return run();
      case 'dies':
        throw faults.die(call);
      default:
        throw portError('the repository')('unavailable');
    }
  };
  return {
    publish: batch => publish(inner, batch, faults),
    readTree: async (target, signal) => {
      const tree = await meet('publisher.readTree', () =>
        inner.readTree(target, signal),
      );
      return faultyTree(tree, meet);
    },
    probe: (target, signal) =>
      meet('publisher.probe', () => inner.probe(target, signal)),
  };
}

function faultyTree(
  tree: PublishedTree,
  meet: <T>(call: string, run: () => Promise<T>) => Promise<T>,
): PublishedTree {
  return {
    head: tree.head,
    list: (path, signal) => meet('tree.list', () => tree.list(path, signal)),
    read: (path, signal) => meet('tree.read', () => tree.read(path, signal)),
    lastEdit: (path, signal) =>
      meet('tree.lastEdit', () => tree.lastEdit(path, signal)),
  };
}

async function publish(
  inner: Publisher,
  batch: PublishBatch,
  faults: Faults,
): Promise<Map<string, PublishOutcome>> {
  const call = 'publisher.publish';
  await faults.pace(call);
  const kind = faults.next(call, PUBLISH);
  switch (kind) {
    case undefined:
      return inner.publish(batch);
    case 'dies':
      throw faults.die(call);
    case 'done_and_dies':
      await inner.publish(batch);
      throw faults.die(call);
    case 'done_but_failed':
      return unheard(await inner.publish(batch));
    default:
      return new Map(batch.operations.map(({ id }) => [id, rejected(kind)]));
  }
}

/** What was pushed, told as a push whose answer was lost. */
function unheard(
  outcomes: ReadonlyMap<string, PublishOutcome>,
): Map<string, PublishOutcome> {
  return new Map(
    [...outcomes].map(([id, outcome]) => [
      id,
      outcome.type === 'published' ? rejected('timeout') : outcome,
    ]),
  );
}
