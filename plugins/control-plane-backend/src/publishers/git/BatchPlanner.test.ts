import { mockServices } from '@backstage/backend-test-utils';
import { whileOthersRun } from '../../__testUtils__/whileOthersRun';
import { PublishOperation } from '../Publisher';
import { BatchPlanner } from './BatchPlanner';
import { BranchTrees } from './BranchTrees';
import { GitMirror } from './GitMirror';
import { GitProcess } from './GitProcess';
import { gitObject } from './objects/gitObject';

const url = 'https://git.example.com/gitops.git';
const head = '1'.repeat(40);

/** As many as the lane puts into one push. */
const operations = Array.from({ length: 100 }, (_, number) =>
  operationOf(`teams/team-${number}`),
);

function operationOf(folder: string): PublishOperation {
  return {
    id: folder.replace('/', '-'),
    ownedPaths: [folder],
    files: [{ path: `${folder}/namespace.yaml`, content: 'kind: Namespace\n' }],
    subject: `Publish ${folder}`,
    trailers: [],
  };
}

/** On an empty branch, which is in memory: nothing ever waits for a disk or a network. */
function createPlanner(signal: AbortSignal): BatchPlanner {
  const remote = {
    url,
    branch: 'main',
    protocol: 'https' as const,
    host: 'git.example.com',
    allowInsecure: false,
  };
  const trees = new BranchTrees(
    new GitMirror({
      git: new GitProcess(),
      cacheDirectory: '/nonexistent',
      remote,
      remoteTimeoutMs: 1,
      logger: mockServices.logger.mock(),
    }),
  );
  const root = gitObject('tree', Buffer.alloc(0)).id;
  trees.add(root, []);
  trees.advanceTo(head, root);
  return new BatchPlanner({ trees, connection: remote, signal });
}

describe('BatchPlanner', () => {
  it.each(['plan', 'planAhead'] as const)(
    'lets others have their turns during %s, and keeps the order',
    async method => {
      const planner = createPlanner(new AbortController().signal);
      const turns = await whileOthersRun(async () => {
        const plan = await planner[method](operations, head);
        expect(
          plan?.plans.map(each => [each.operation.id, each.plan.type]),
        ).toEqual(operations.map(({ id }) => [id, 'write']));
      });
      // Its paths are judged, looked up and compared: with a millisecond for each, these are three hundred of them.
      expect(turns).toBeGreaterThan(50);
    },
  );

  it('stops when the signal aborts in the midst of it', async () => {
    const controller = new AbortController();
    const planner = createPlanner(controller.signal);
    await whileOthersRun(async () => {
      const planned = planner.plan(operations, head);
      const ahead = planner.planAhead(operations);
      setImmediate(() => controller.abort(new Error('enough')));
      await expect(planned).rejects.toThrow('enough');
      await expect(ahead).resolves.toBeUndefined();
    });
  });
});
