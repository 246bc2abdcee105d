import { TestDatabases } from '@backstage/backend-test-utils';
import { aPublication } from '../__testUtils__/builders';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { ReconcileWorld } from '../__testUtils__/ReconcileWorld';
import { Publication } from '../domain/publication/Publication';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { UnitOfWork } from '../store/UnitOfWork';
import { MOVED_ON, StepResult } from './ReconcileStep';
import { AwaitPublicationStep } from './steps/AwaitPublicationStep';
import { FinalizeStep } from './steps/FinalizeStep';
import { PublishStep } from './steps/PublishStep';
import { ReportFailureStep } from './steps/ReportFailureStep';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

interface Seen {
  unitOfWork: UnitOfWork;
  request: Request;
  desired: Revision;
  publication: Publication;
}

const steps: Array<[string, (seen: Seen) => Promise<StepResult>]> = [
  [
    'starts no publication',
    ({ unitOfWork, request, desired }) =>
      PublishStep.create({ unitOfWork, branchOf: () => 'main' }).run({
        request,
        state: { type: 'unpublished', desired },
      }),
  ],
  [
    'records nothing as published',
    ({ unitOfWork, ...seen }) =>
      FinalizeStep.create({ unitOfWork }).run({
        ...seen,
        state: { ...seen, type: 'published' },
      }),
  ],
  [
    'tells of no failure that is retried',
    ({ unitOfWork, request, publication }) =>
      AwaitPublicationStep.create({ unitOfWork }).run({
        request,
        state: {
          publication: {
            ...publication,
            message: 'later',
            retryAt: request.createdAt,
          },
        },
      }),
  ],
  [
    'tells of no failure',
    ({ unitOfWork, request, publication }) =>
      ReportFailureStep.create({ unitOfWork }).run({
        request,
        state: { publication },
      }),
  ],
];

describe.each(databases.eachSupportedId())(
  'a request that changed since it was observed, on %s',
  databaseId => {
    let world: ReconcileWorld;

    beforeEach(async () => {
      world = await ReconcileWorld.create(databases, databaseId);
    });

    it.each(steps)('%s', async (_, run) => {
      const { unitOfWork, stores } = world.stores;
      const id = await world.create();
      const request = await world.request(id);
      const desired = await stores.revisions.getDesired(id);
      if (!desired) {
        throw new Error('Expected an approved revision');
      }
      await world.withdraw(id, 1);
      const before = await world.summary(id);
      const publication = aPublication({ state: 'failed' });
      expect(await run({ unitOfWork, request, desired, publication })).toBe(
        MOVED_ON,
      );
      expect(await world.summary(id)).toEqual(before);
      expect(before).toMatchObject({ phase: 'withdrawn', publications: [] });
    });

    it('moves on alone among others that are as they were observed', async () => {
      const { unitOfWork, stores } = world.stores;
      const ids = [await world.create(), await world.create()];
      const seen = await Promise.all(
        ids.map(async id => ({
          request: await world.request(id),
          desired: await stores.revisions.getDesired(id),
        })),
      );
      await world.withdraw(ids[0], 1);
      const step = PublishStep.create({ unitOfWork, branchOf: () => 'main' });

      const results = await Promise.all(
        // The last one was observed twice, by an attempt that lost its lease and by the next one.
        [...seen, seen[1]].map(({ request, desired }) => {
          if (!desired) {
            throw new Error('Expected an approved revision');
          }
          return step.run({ request, state: { type: 'unpublished', desired } });
        }),
      );

      expect(results.map(({ type }) => type)).toEqual([
        'again',
        'ended',
        'again',
      ]);
      const publications = await stores.publications.listPending('gitops', 10);
      expect(publications.map(({ owner }) => owner)).toEqual([
        { type: 'request', requestId: ids[1], generation: 1 },
      ]);
    });

    it('is either withdrawn or published when both happen at once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const id = await world.create();
        const [withdrawal] = await Promise.allSettled([
          world.withdraw(id, 1),
          world.runNext(),
        ]);
        await world.settleDown();
        const { phase, commits } = await world.summary(id);
        expect({ phase, commits: commits.length }).toEqual(
          withdrawal.status === 'fulfilled'
            ? { phase: 'withdrawn', commits: 0 }
            : { phase: 'ready', commits: 1 },
        );
      }
    });
  },
);
