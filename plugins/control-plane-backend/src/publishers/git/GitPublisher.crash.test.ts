import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createTestGitPublisher } from '../../__testUtils__/createTestGitPublisher';
import { GitTestOrigin } from '../../__testUtils__/GitTestOrigin';
import {
  testBatch,
  testOperation,
} from '../../__testUtils__/publisherContract';
import { PublishOnceInput } from '../../__testUtils__/publishOnceProcess';
import {
  GitRequestKind,
  SmartHttpGitServer,
} from '../../__testUtils__/SmartHttpGitServer';

jest.setTimeout(60_000);

/** Where in the exchange with the remote the process is killed, and how many milliseconds later. */
const MOMENTS: Array<[GitRequestKind, number]> = [
  ['fetch-advertisement', 0],
  ['fetch', 0],
  ['push-advertisement', 0],
  ['push-advertisement', 5],
  ['push', 0],
  ['push', 1],
  ['push', 4],
  ['push', 8],
  ['push', 15],
  ['push', 30],
];

interface PublishingProcess {
  child: ChildProcess;
  /** What it had recorded when it died. */
  base?: string;
  ready: Promise<void>;
}

function startPublishing(input: PublishOnceInput): PublishingProcess {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '../../__testUtils__/publishOnceProcess.ts'),
      JSON.stringify(input),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let isReady = () => {};
  const started: PublishingProcess = {
    child,
    ready: new Promise(resolve => {
      isReady = resolve;
    }),
  };
  createInterface({ input: child.stdout }).on('line', line => {
    if (line === 'ready') {
      isReady();
    } else if (line.startsWith('base ')) {
      started.base = line.slice('base '.length);
    }
  });
  return started;
}

describe('GitPublisher in a process that is killed', () => {
  it('publishes every operation exactly once, whenever the process dies', async () => {
    const origin = await GitTestOrigin.create();
    const server = await SmartHttpGitServer.start({
      repository: origin.repository,
    });
    const inputOf = (run: number): PublishOnceInput => ({
      url: server.url,
      folder: origin.folder,
      cacheName: `child-${run}`,
      operations: [
        testOperation(`run-${run}-a`),
        testOperation(`run-${run}-b`),
      ],
    });
    try {
      let next = startPublishing(inputOf(0));
      for (const [run, [moment, delay]] of MOMENTS.entries()) {
        const current = next;
        const { operations } = inputOf(run);
        await current.ready;
        const exited = once(current.child, 'close');
        server.onRequest = kind => {
          if (kind === moment) {
            // The moment of death is the subject here; nothing waits for it.
            setTimeout(() => current.child.kill('SIGKILL'), delay);
          }
          return undefined;
        };
        current.child.stdin?.write('go\n');
        if (run + 1 < MOMENTS.length) {
          next = startPublishing(inputOf(run + 1));
        }
        await exited;
        server.onRequest = () => undefined;

        // Its git processes may live on: recovery runs beside them.
        const recovery = createTestGitPublisher({
          folder: origin.folder,
          name: `recovery-${run}`,
          url: server.url,
        });
        const outcomes = await recovery.publish(
          testBatch(
            { repositoryUrl: server.url, branch: 'main' },
            operations.map(operation => ({ ...operation, base: current.base })),
          ),
        );
        for (const outcome of outcomes.values()) {
          expect(outcome.type).toMatch(/^(already_)?published$/);
        }
      }
      await server.settled();
      const expected = MOMENTS.flatMap((_, run) =>
        inputOf(run).operations.map(({ id }) => id),
      );
      expect(await origin.operationIds()).toEqual([...expected].sort());
      await origin.fsck();
    } finally {
      await server.stop();
      await origin.remove();
    }
  });
});
