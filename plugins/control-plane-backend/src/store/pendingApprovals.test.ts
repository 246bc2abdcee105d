import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import {
  aRequest,
  aRequestId,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Revision } from '../domain/revision/Revision';
import { PendingQuery } from './RevisionStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const PEOPLE = ['ada', 'ben', 'cleo', 'dora'].map(
  name => `user:default/${name}`,
);
const [ada, ben, cleo, dora] = PEOPLE;

const EVERYTHING: PendingQuery = {
  visible: { type: 'everything' },
  limit: 100,
};

const idsOf = (revisions: Revision[]) =>
  revisions.map(
    ({ requestId, generation }) => `${requestId.slice(-1)}/${generation}`,
  );

describe.each(databases.eachSupportedId())(
  'revisions that wait, on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const { stores } = await createTestStores(databases, databaseId);
      const put = async (
        number: number,
        generation: number,
        revision: Partial<Revision>,
      ) =>
        stores.revisions.insert(
          aRevision({
            requestId: aRequestId(number),
            generation,
            action: generation === 1 ? 'create' : 'update',
            state: 'effective',
            ...revision,
          }),
          [],
        );
      const request = (number: number, team: string, published?: number) =>
        stores.requests.insert(
          aRequest({
            id: aRequestId(number),
            team,
            app: `${team}-api`,
            published: published
              ? {
                  generation: published,
                  repository: 'gitops',
                  branch: 'main',
                  commit: 'c',
                  at: BUILT_AT,
                }
              : undefined,
          }),
        );
      // 1: asked for by Ada. 2: created by Ben and in force, changed by Cleo since. 3: in force by Ada after a change of Dora, extension by Ben.
      await request(1, 'payments');
      await put(1, 1, { state: 'pending_approval', requestedBy: ada });
      await request(2, 'payments', 1);
      await put(2, 1, { requestedBy: ben });
      await put(2, 2, { state: 'superseded', requestedBy: cleo });
      await put(2, 3, { state: 'pending_approval', requestedBy: dora });
      await request(3, 'platform', 2);
      await put(3, 1, { state: 'superseded', requestedBy: ada });
      await put(3, 2, { requestedBy: dora });
      await put(3, 3, {
        state: 'pending_approval',
        requestedBy: ben,
        slot: 'lease',
        action: 'extend',
      });
      return stores.revisions;
    }

    it('are listed the oldest first and page by page', async () => {
      const revisions = await create();
      const all = await revisions.listPending(EVERYTHING);
      expect(idsOf(all)).toEqual(['1/1', '2/3', '3/3']);
      const rest = await revisions.listPending({
        ...EVERYTHING,
        after: all[0],
        limit: 1,
      });
      expect(idsOf(rest)).toEqual(['2/3']);
    });

    it('are narrowed by what is visible, by team, app and request', async () => {
      const revisions = await create();
      const list = async (query: Partial<PendingQuery>) =>
        idsOf(await revisions.listPending({ ...EVERYTHING, ...query }));
      expect(await list({ visible: { type: 'nothing' } })).toEqual([]);
      expect(
        await list({
          visible: { type: 'match', key: 'team', values: ['platform'] },
        }),
      ).toEqual(['3/3']);
      expect(await list({ team: 'payments' })).toEqual(['1/1', '2/3']);
      expect(await list({ app: 'platform-api' })).toEqual(['3/3']);
      expect(await list({ requestId: aRequestId(2) })).toEqual(['2/3']);
    });

    it('leave out those whom the rule of four eyes excludes, just as it says itself', async () => {
      const revisions = await create();
      const all = await revisions.listPending(EVERYTHING);
      const editors = await revisions.listEditors(all);
      for (const person of PEOPLE) {
        const open = all.filter(
          ({ requestId, generation }) =>
            !editors
              .find(
                found =>
                  found.requestId === requestId &&
                  found.generation === generation,
              )
              ?.editors.includes(person),
        );
        const found = await revisions.listPending({
          ...EVERYTHING,
          independentOf: [person, 'group:default/nobody'],
        });
        expect([person, idsOf(found)]).toEqual([person, idsOf(open)]);
        expect(
          await revisions.countPending({
            ...EVERYTHING,
            independentOf: [person],
          }),
        ).toBe(open.length);
      }
      // The rule excludes some people here and not others, or this says nothing.
      expect(
        idsOf(
          await revisions.listPending({ ...EVERYTHING, independentOf: [cleo] }),
        ),
      ).toEqual(['1/1', '3/3']);
    });
  },
);
