import { ScmIntegrations } from '@backstage/integration';
import { openControlPlane } from '../../../plugins/control-plane-backend/src/__testUtils__/faults/openControlPlane';
import { createHandlers } from '../../../plugins/control-plane-backend/src/composition/createHandlers';
import { createPublishing } from '../../../plugins/control-plane-backend/src/composition/createPublishing';
import { createWorker } from '../../../plugins/control-plane-backend/src/composition/createWorker';
import { Publisher } from '../../../plugins/control-plane-backend/src/publishers/Publisher';
import { silentLogger } from '../frame/silentLogger';
import { BusyTime } from './BusyTime';
import { controlPlaneConfig, Place } from './controlPlaneConfig';
import { watchDatabase } from './watchDatabase';

export interface ReplicaInput {
  place: Place;
}

/** What a replica says: that it is loaded, and when it is asked, what it has done. */
export type ReplicaMessage =
  | { type: 'loaded' }
  | { type: 'report'; report: ReplicaReport };

export interface ReplicaReport {
  /** Seconds during which at least one statement was under way. */
  database: number;
  statements: number;
  /** Seconds during which something was published. */
  git: number;
  pushes: number;
  /** Seconds of the processor. */
  cpu: number;
}

/** Does the work of one replica without serving anything: loads, waits for `start`, and answers `report`. */
async function main({ place }: ReplicaInput): Promise<void> {
  const parts = await openControlPlane({
    config: controlPlaneConfig(place),
    logger: silentLogger,
  });
  const publishing = await createPublishing({
    ...parts,
    integrations: ScmIntegrations.fromConfig(parts.rootConfig),
  });
  const database = watchDatabase();
  const git = new BusyTime();
  let pushes = 0;
  const publisher: Publisher = {
    publish: options => {
      pushes += 1;
      return git.during(() => publishing.publisher.publish(options));
    },
    readTree: (target, signal) =>
      git.during(() => publishing.publisher.readTree(target, signal)),
    probe: (target, signal) => publishing.publisher.probe(target, signal),
  };
  const worker = createWorker({
    ...parts,
    handlers: createHandlers({ ...parts, ...publishing, publisher }),
  });
  const cpuBefore = process.cpuUsage();
  const report = (): ReplicaReport => {
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      database: database.busy.seconds(),
      statements: database.statements(),
      git: git.seconds(),
      pushes,
      cpu: (user + system) / 1e6,
    };
  };
  process.on('message', async (message: unknown) => {
    if (message === 'start') {
      await worker.start();
    }
    if (message === 'report') {
      send({ type: 'report', report: report() });
    }
    if (message === 'stop') {
      await worker.stop();
      await parts.close();
      process.exit(0);
    }
  });
  send({ type: 'loaded' });
}

function send(message: ReplicaMessage): void {
  process.send?.(message);
}

// Whoever started this program holds the other end: it must not outlive them.
process.once('disconnect', () => process.exit(1));

main(JSON.parse(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});
