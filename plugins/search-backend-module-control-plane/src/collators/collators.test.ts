import { TestPipeline } from '@backstage/plugin-search-backend-node';
import { aRequest, previewClass } from '../__testUtils__/fixtures';
import { ClassCollatorFactory } from './ClassCollatorFactory';
import { RequestCollatorFactory } from './RequestCollatorFactory';

describe('RequestCollatorFactory', () => {
  it('gives each request with its address, its words and whose right to see it counts', async () => {
    const factory = RequestCollatorFactory.create({
      listRequests: async () => ({
        items: [
          aRequest(1, {
            phase: 'pending_approval',
            source: {
              url: 'https://git.example.com/payments.git',
              ref: 'main',
            },
          }),
        ],
      }),
    });
    const { documents } = await TestPipeline.fromCollator(
      await factory.getCollator(),
    ).execute();
    expect(documents).toEqual([
      {
        title: 'payments-api (preview, us-east-1)',
        text: 'Request req-0000000000000001 of team payments, pending approval; owner group:default/payments; asked for by user:default/remy; payments-payments-api-00000000; cost-center: cc-1234; https://git.example.com/payments.git main',
        location: '/control-plane/requests/req-0000000000000001',
        authorization: { resourceRef: 'req-0000000000000001' },
        phase: 'pending_approval',
        team: 'payments',
        app: 'payments-api',
        class: 'preview',
        region: 'us-east-1',
      },
    ]);
  });

  it('reads page after page of what is live, each when the index asks for it', async () => {
    const asked: unknown[] = [];
    const factory = RequestCollatorFactory.create({
      listRequests: async query => {
        asked.push(query);
        return query?.cursor
          ? { items: [aRequest(3)] }
          : { items: [aRequest(1), aRequest(2)], nextCursor: 'next' };
      },
    });
    const collator = await factory.getCollator();
    expect(asked).toEqual([]);
    const { documents } = await TestPipeline.fromCollator(collator).execute();
    expect(documents.map(({ location }) => location.slice(-1))).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(asked).toEqual([
      expect.objectContaining({ cursor: undefined, order: 'asc' }),
      expect.objectContaining({ cursor: 'next', order: 'asc' }),
    ]);
    expect(asked[0]).toMatchObject({
      phase: expect.not.arrayContaining(['deleted', 'rejected', 'withdrawn']),
    });
  });

  it('fails when the control plane does, so that the index that is there is kept', async () => {
    const factory = RequestCollatorFactory.create({
      listRequests: async () => {
        throw new Error('the control plane does not answer');
      },
    });
    const collator = await factory.getCollator();
    const read = async () => {
      for await (const document of collator) {
        throw new Error(`Expected no document, got ${document}`);
      }
    };
    await expect(read()).rejects.toThrow('the control plane does not answer');
  });
});

describe('ClassCollatorFactory', () => {
  it('gives each class with its address and its words', async () => {
    const factory = ClassCollatorFactory.create({
      listClasses: async () => ({ items: [previewClass] }),
    });
    const { documents } = await TestPipeline.fromCollator(
      await factory.getCollator(),
    ).execute();
    expect(documents).toEqual([
      {
        title: 'Preview environment',
        text: 'Class preview; For a branch that somebody wants to look at; regions us-east-1, us-west-2; policy packs baseline-security',
        location: '/control-plane/classes/preview',
        name: 'preview',
        kind: 'environment',
      },
    ]);
  });
});
