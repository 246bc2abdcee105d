import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { aClass } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { tables } from './tables';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())(
  'DatabaseClassStore on %s',
  (databaseId: TestDatabaseId) => {
    async function create() {
      const created = await createTestStores(databases, databaseId);
      return { ...created, classes: created.stores.classes };
    }

    it('offers what was seeded, sorted by name, from revision 1', async () => {
      const { classes } = await create();
      const production = aClass({ name: 'production', origin: 'config' });

      await classes.seed([production, aClass()]);

      await expect(classes.listCurrent()).resolves.toEqual([
        { ...aClass(), revision: 1, createdAt: expect.any(Date) },
        { ...production, revision: 1, createdAt: expect.any(Date) },
      ]);
      await expect(classes.getCurrent('production')).resolves.toMatchObject(
        production,
      );
      await expect(classes.getCurrent('unknown')).resolves.toBeUndefined();
    });

    it('changes nothing when the same classes are seeded again', async () => {
      const { classes, databaseClock } = await create();
      await classes.seed([aClass()]);
      const before = await classes.listCurrent();
      databaseClock.shift(60);

      await classes.seed([aClass()]);

      await expect(classes.listCurrent()).resolves.toEqual(before);
    });

    it('writes nothing when the same classes are seeded again', async () => {
      const { classes, database } = await create();
      await classes.seed([aClass()]);
      const statements: string[] = [];
      database.on('query', ({ sql }) => statements.push(sql));

      await classes.seed([aClass()]);

      expect(statements).toEqual([expect.stringMatching(/^select/i)]);
    });

    it('numbers a changed spec next and finds the revision before for ever', async () => {
      const { classes } = await create();
      const first = aClass();
      const second = aClass({ title: 'Preview, larger' });
      await classes.seed([first]);
      await classes.seed([second]);
      await expect(classes.getCurrent('preview')).resolves.toMatchObject({
        ...second,
        revision: 2,
      });

      await classes.seed([first]);
      await expect(classes.getCurrent('preview')).resolves.toMatchObject({
        ...first,
        revision: 1,
      });

      await classes.seed([aClass({ title: 'Preview, largest' })]);
      await expect(classes.getCurrent('preview')).resolves.toMatchObject({
        revision: 3,
      });
      await expect(
        classes.get('preview', second.digest),
      ).resolves.toMatchObject({ ...second, revision: 2 });
    });

    it('stops offering what is seeded no more, and keeps its revisions', async () => {
      const { classes } = await create();
      await classes.seed([aClass(), aClass({ name: 'production' })]);

      await classes.seed([aClass({ name: 'production' })]);

      expect((await classes.listCurrent()).map(({ name }) => name)).toEqual([
        'production',
      ]);
      await expect(classes.getCurrent('preview')).resolves.toBeUndefined();
      await expect(
        classes.get('preview', aClass().digest),
      ).resolves.toMatchObject({ revision: 1 });

      await classes.seed([]);
      await expect(classes.listCurrent()).resolves.toEqual([]);
    });

    it('says who defines a class now, also when the spec is the same', async () => {
      const { classes } = await create();
      await classes.seed([aClass({ origin: 'default' })]);

      await classes.seed([aClass({ origin: 'config' })]);

      await expect(classes.getCurrent('preview')).resolves.toMatchObject({
        origin: 'config',
        revision: 1,
      });
    });

    it('gives each revision one number when eight replicas seed at once', async () => {
      const { classes, database } = await create();
      const titles = ['Preview', 'Preview, larger', 'Preview, largest'];

      await Promise.all(
        Array.from({ length: 8 }, (_, replica) =>
          classes.seed([
            aClass({ title: titles[replica % 3] }),
            aClass({ name: 'production' }),
          ]),
        ),
      );

      const numbers = await database(tables.classRevisions)
        .where({ name: 'preview' })
        .orderBy('revision')
        .pluck('revision');
      expect(numbers).toEqual([1, 2, 3]);
      await expect(classes.listCurrent()).resolves.toHaveLength(2);
    });
  },
);
