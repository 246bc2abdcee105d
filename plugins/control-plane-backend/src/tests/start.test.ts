import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { guardedClass, preview } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const classWith = (change: JsonObject): JsonObject => ({
  classes: [{ ...guardedClass, ...change }],
});

describe('start', () => {
  const wrong: Array<[string, JsonObject, string]> = [
    ['a class without a title', classWith({ title: '' }), 'classes[0].title'],
    ['an unknown key', classWith({ colour: 'red' }), 'classes[0].colour'],
    [
      'a lease above its own cap',
      classWith({
        lease: { defaultHours: 9, maxHours: 8, onExpiry: 'delete' },
      }),
      'classes[0].lease.defaultHours',
    ],
    [
      'an unknown profile',
      classWith({ quotaProfile: 'vast' }),
      'classes[0].quotaProfile',
    ],
    [
      'an unknown pack',
      classWith({ policyPacks: ['magic'] }),
      'classes[0].policyPacks',
    ],
    ['an unknown kind', classWith({ kind: 'spaceship' }), 'classes[0].kind'],
    [
      'a region without a target',
      classWith({ regions: ['mars-1'] }),
      'classes[0].regions',
    ],
    [
      'a class twice',
      { classes: [guardedClass, guardedClass] },
      'classes[1].name',
    ],
    ['no target', { targets: [] }, 'targets'],
    [
      'a target that Flux cannot reach',
      {
        targets: [
          {
            name: 'a',
            region: 'a',
            repository: 'gitops',
            delivery: 'fluxcd',
            deliveryRepositoryUrl: 'https://git.example.com/a.git',
            destination: { server: 'https://kubernetes.default.svc' },
          },
        ],
        classes: [],
      },
      'targets[0].destination',
    ],
    [
      'an unknown role',
      { roles: [{ role: 'king', members: ['user:default/a'] }] },
      'roles[0].role',
    ],
    ['a wrong number', { resyncSeconds: 1 }, 'resyncSeconds'],
  ];

  it.each(wrong)(
    'is refused with %s, by the path of the key',
    async (_, config, path) => {
      const started = TestHarness.start(await databases.init('SQLITE_3'), {
        config,
      });
      await expect(started).rejects.toThrow(`controlPlane.${path}`);
    },
  );

  it.each(databases.eachSupportedId())(
    'again on the database of before keeps what lives as it was, whatever became of its class, on %s',
    async id => {
      const database = await databases.init(id);
      const first = await TestHarness.start(database);
      const ready = await first.aReadyPreview({ ...preview, class: 'guarded' });
      await first.untilSettled(ready.id);
      await first.stop();

      const second = await TestHarness.start(database, {
        config: { classes: [], resyncSeconds: 3600 },
      });
      try {
        const kept = await second.requester.get(ready.id);
        expect(kept.class).toEqual(ready.class);
        expect(kept.phase).toBe('ready');
        const { items } = await second.viewer.api.listClasses();
        expect(items.map(({ name }) => name)).not.toContain('guarded');
        const answer = await second.requester.send(
          'POST',
          '/v1/environment-requests',
          { body: { ...preview, class: 'guarded' } },
        );
        expect(answer.status).toBe(400);
        const { name, digest } = ready.class;
        const pinned = await second.viewer.api.getClass(name, { digest });
        expect(pinned.revision).toBe(ready.class.revision);
        const never = await second.viewer.send(
          'GET',
          `/v1/environment-classes/${name}?digest=sha256:${'0'.repeat(64)}`,
        );
        expect(never.status).toBe(404);
        const plan = await second.requester.api.planChange(ready.id, {
          labels: { tier: 'gold' },
        });
        expect(plan.class).toEqual(ready.class);
        expect(plan.findings).toContainEqual(
          expect.objectContaining({ rule: 'class-withdrawn' }),
        );
      } finally {
        await second.stop();
      }

      const third = await TestHarness.start(database, {
        config: classWith({ title: 'Guarded, newer' }),
      });
      try {
        const newer = await third.viewer.api.getClass('guarded');
        expect(newer.revision).toBeGreaterThan(ready.class.revision);
        const kept = await third.requester.get(ready.id);
        expect(kept.class).toEqual(ready.class);
      } finally {
        await third.stop();
      }
    },
  );
});
