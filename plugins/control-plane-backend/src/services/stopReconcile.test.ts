import { TestDatabases } from '@backstage/backend-test-utils';
import { aPublication, aRequest, aRevision } from '../__testUtils__/builders';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { Publication } from '../domain/publication/Publication';
import { Revision } from '../domain/revision/Revision';
import { stopReconcile } from './stopReconcile';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('stopReconcile on %s', id => {
  async function stop(options: {
    revision?: Partial<Revision>;
    publication?: Partial<Publication>;
    newer?: boolean;
  }) {
    const { stores, unitOfWork } = await createTestStores(databases, id);
    const request = aRequest();
    await stores.requests.insert(request);
    await stores.revisions.insert(
      aRevision({ state: 'approved', ...options.revision }),
      [],
    );
    if (options.publication) {
      await stores.publications.insert(aPublication(options.publication));
    }
    if (options.newer) {
      await stores.revisions.insert(
        aRevision({ state: 'approved', generation: 2, action: 'update' }),
        [],
      );
    }
    await unitOfWork.run(async tx =>
      stopReconcile(tx, request, 'user:default/remy'),
    );
    return {
      request: await stores.requests.get(request.id),
      publication: await stores.publications.newest(request.id, 1),
    };
  }

  it('takes a publication back that the lane has not begun to push', async () => {
    const { request, publication } = await stop({
      publication: { state: 'pending', base: undefined },
    });
    expect(publication).toMatchObject({ state: 'failed', reason: 'cancelled' });
    expect(request).toMatchObject({
      phase: 'failed',
      progress: {
        failure: {
          message: 'Cancelled by user:default/remy',
          retryable: false,
        },
      },
    });
  });

  it('stops what waits for its first step', async () => {
    const { request } = await stop({});
    expect(request).toMatchObject({
      phase: 'failed',
      progress: { failure: { reason: 'cancelled' } },
    });
  });

  describe.each(['pending', 'published', 'unchanged'] as const)(
    'while a publication is %s that may be on the branch',
    state => {
      const begun = {
        revision: { publicationStartedAt: new Date() },
        publication: { state, base: 'c'.repeat(40) },
      };

      it('refuses, and says what to do', async () => {
        await expect(stop(begun)).rejects.toThrow(/being pushed.*Wait until/);
      });

      it('refuses although a newer change is approved', async () => {
        await expect(stop({ ...begun, newer: true })).rejects.toThrow(
          /Generation 1 of .* is being pushed.*Wait until/,
        );
      });
    },
  );

  it('leaves a request alone that has nothing under way', async () => {
    const { request } = await stop({ revision: { state: 'effective' } });
    expect(request).toEqual(aRequest());
  });
});
