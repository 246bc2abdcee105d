import { TestDatabases } from '@backstage/backend-test-utils';
import { aPublication } from '../__testUtils__/builders';
import { createTestStores } from '../__testUtils__/createTestStores';
import { whileOthersRun } from '../__testUtils__/whileOthersRun';
import { PublicationPreparer } from './PublicationPreparer';

describe('PublicationPreparer', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  /** As many as the lane takes at once. */
  const publications = Array.from({ length: 100 }, (_, number) =>
    aPublication({
      operationId: `op-${number}`,
      owner: { type: 'target', target: `target-${number}` },
    }),
  );

  async function create(onTarget: () => void): Promise<PublicationPreparer> {
    const { stores } = await createTestStores(databases, 'SQLITE_3');
    return PublicationPreparer.create({
      stores,
      targets: () => {
        onTarget();
        return { files: [], subject: 'Publish', trailers: [] };
      },
    });
  }

  it('lets others have their turns while it judges a batch, and keeps the order', async () => {
    let turn = () => 0;
    const turns = new Set<number>();
    const preparer = await create(() => turns.add(turn()));
    await whileOthersRun(async ofOthers => {
      turn = ofOthers;
      const prepared = await preparer.prepare(
        publications,
        new AbortController().signal,
      );
      expect([...prepared.keys()]).toEqual(
        publications.map(({ operationId }) => operationId),
      );
    });
    expect(turns.size).toBeGreaterThan(10);
  });

  it('stops when the signal aborts in the midst of it, and takes none for unreadable', async () => {
    const controller = new AbortController();
    let judged = 0;
    const preparer = await create(() => {
      judged += 1;
      controller.abort(new Error('enough'));
    });
    await expect(
      preparer.prepare(publications, controller.signal),
    ).rejects.toThrow('enough');
    expect(judged).toBe(1);
  });
});
