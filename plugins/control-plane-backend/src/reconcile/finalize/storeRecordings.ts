import { Work } from '../../store/UnitOfWork';
import { lockAllAsSeen } from '../lockAsSeen';
import { Recorded, Recording, recordingOf } from './recordingOf';

/** A request as it was observed, with the state that was concluded from it. */
export type Seen = Pick<Recorded, 'request' | 'state'>;

/**
 * Records what the branch holds of requests, by a few statements whatever their number.
 *
 * @returns of each whether it was recorded: not when the request is not as it was observed any more.
 */
export async function storeRecordings(
  tx: Work,
  seen: readonly Seen[],
): Promise<boolean[]> {
  const now = await tx.now();
  const areAsSeen = await lockAllAsSeen(
    tx,
    seen.map(({ request }) => request),
  );
  const recorded = seen.filter((_, index) => areAsSeen[index]);
  if (recorded.length > 0) {
    await store(tx, await readRest(tx, recorded, now));
  }
  return areAsSeen;
}

/** Under the locks: what else the recordings depend on. */
async function readRest(
  tx: Work,
  seen: readonly Seen[],
  now: Date,
): Promise<Recorded[]> {
  const ids = seen.map(({ request }) => request.id);
  const open = await tx.revisions.listOpen(ids);
  const drift = await tx.drift.listOpenOf(ids);
  return seen.map(each => {
    const isOurs = ({ requestId }: { requestId: string }) =>
      requestId === each.request.id;
    return {
      ...each,
      open: open.filter(isOurs),
      drift: drift.filter(isOurs),
      now,
    };
  });
}

async function store(tx: Work, recorded: readonly Recorded[]): Promise<void> {
  const pairs = recorded.map(each => ({
    drift: each.drift,
    recording: recordingOf(each),
  }));
  const recordings = pairs.map(({ recording }) => recording);
  await tx.revisions.updateStates(
    recordings.flatMap(({ revisions }) => revisions),
  );
  await tx.inventory.follow(
    recordings.flatMap(({ inForce }) => (inForce ? [inForce] : [])),
  );
  for (const resolution of ['replaced', 'repaired'] as const) {
    await tx.drift.resolve(
      pairs.flatMap(({ drift, recording }) =>
        recording.resolution === resolution ? drift.map(({ id }) => id) : [],
      ),
      resolution,
    );
  }
  await tx.requests.updateMany(recordings.map(({ request }) => request));
  await tx.add({
    audit: recordings.flatMap(({ audit }) => audit),
    outbox: recordings.map(entryOf),
  });
}

function entryOf({ request, became }: Recording) {
  return {
    kind: 'request_changed' as const,
    requestId: request.id,
    payload: became,
  };
}
