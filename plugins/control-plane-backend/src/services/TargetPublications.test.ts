import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { RenderingExtensions } from '@platform-control-plane/backstage-plugin-control-plane-node';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { TargetDirectory } from '../domain/target/Target';
import { UnitOfWork } from '../store/UnitOfWork';
import { checkTargets } from './checkTargets';
import { TargetPublications } from './TargetPublications';

jest.setTimeout(60_000);

const targets = TargetDirectory.create([
  {
    name: 'us-east-1',
    region: 'us-east-1',
    repository: {
      name: 'gitops',
      url: 'https://git.example.com/gitops.git',
      branch: 'main',
    },
    delivery: 'fluxcd',
    destination: {},
    deliveryRepositoryUrl: 'https://git.example.com/gitops.git',
  },
]);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('TargetPublications on %s', id => {
  function publications(unitOfWork: UnitOfWork): TargetPublications {
    const renderer = RenderingExtensions.create().createRenderer();
    return TargetPublications.create({
      unitOfWork,
      checkedTargets: checkTargets({ targets, renderer }),
    });
  }

  it('records one intent for replicas that start at the same time', async () => {
    const { unitOfWork, stores } = await createTestStores(databases, id);
    const other = publications(unitOfWork);
    let isFirst = true;
    const overtaken = publications({
      read: unitOfWork.read,
      now: () => unitOfWork.now(),
      add: (records, jobs) => unitOfWork.add(records, jobs),
      run: async work => {
        if (isFirst) {
          isFirst = false;
          await other.publish();
          throw new ConflictError('Operation op-1 is stored already');
        }
        return unitOfWork.run(work);
      },
    });

    await overtaken.publish();

    const pending = await stores.publications.listPending('gitops', 10);
    expect(pending.map(({ owner }) => owner)).toEqual([
      { type: 'target', target: 'us-east-1' },
    ]);
  });

  it('begins no transaction for what is published', async () => {
    const { unitOfWork } = await createTestStores(databases, id);
    await publications(unitOfWork).publish();
    const run = jest.spyOn(unitOfWork, 'run');

    await publications(unitOfWork).publish();

    expect(run).not.toHaveBeenCalled();
  });

  it('tells of a conflict that stays', async () => {
    const { unitOfWork } = await createTestStores(databases, id);
    const refused = publications({
      read: unitOfWork.read,
      now: () => unitOfWork.now(),
      add: (records, jobs) => unitOfWork.add(records, jobs),
      run: async () => {
        throw new ConflictError('Operation op-1 is stored already');
      },
    });

    await expect(refused.publish()).rejects.toThrow('op-1 is stored already');
  });
});
