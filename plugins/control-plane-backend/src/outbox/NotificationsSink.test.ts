import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  AccessPolicy,
  RoleGrant,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import {
  anOutboxEntry,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../__testUtils__/builders';
import { createTestStores } from '../__testUtils__/createTestStores';
import { FakeClock } from '../__testUtils__/FakeClock';
import { OutboxEntry } from '../domain/outbox/OutboxEntry';
import { Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { NotificationsSink } from './NotificationsSink';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const APPROVERS = 'group:default/change-approvers';
const ADMINS = 'group:default/platform-admins';

function grant(
  role: RoleGrant['role'],
  entity: string,
  narrowed: Partial<RoleGrant> = {},
): RoleGrant {
  return { role, entities: [entity], subjects: [], ...narrowed };
}

describe('NotificationsSink', () => {
  async function setUp(
    options: {
      send?: (sent: NotificationSendOptions) => Promise<void>;
      grants?: RoleGrant[];
      request?: Partial<Request>;
      revision?: Partial<Revision>;
    } = {},
  ) {
    const { stores } = await createTestStores(databases, 'SQLITE_3');
    await stores.requests.insert(aRequest(options.request));
    await stores.revisions.insert(
      aRevision({ state: 'pending_approval', ...options.revision }),
      [],
    );
    const sent: NotificationSendOptions[] = [];
    const logger = mockServices.logger.mock();
    const clock = new FakeClock();
    const sink = NotificationsSink.create({
      notifications: {
        send:
          options.send ??
          (async notification => {
            sent.push(notification);
          }),
      },
      stores: () => stores,
      access: new AccessPolicy(
        options.grants ?? [
          grant('approver', APPROVERS),
          grant('admin', ADMINS),
        ],
      ),
      clock,
      logger,
    });
    return { sink, sent, logger, clock, stores };
  }

  function entry(overrides: Partial<OutboxEntry> = {}): OutboxEntry {
    return {
      ...anOutboxEntry({ kind: 'approval_wanted', payload: { generation: 1 } }),
      id: '1',
      createdAt: BUILT_AT,
      attempts: 1,
      ...overrides,
    };
  }

  it('notifies the approvers of a request, in a scope of request and topic, and not who asked', async () => {
    const { sink, sent } = await setUp();
    await sink.deliver(entry());
    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: [APPROVERS],
          excludeEntityRef: ['user:default/riley'],
        },
        payload: expect.objectContaining({
          title: expect.stringContaining('Approval wanted'),
          link: '/control-plane/approvals/req-0000000000000001/1',
          topic: 'approval',
          scope: 'req-0000000000000001:approval',
        }),
      },
    ]);
  });

  it.each<[string, RoleGrant[], string[]]>([
    [
      'whose grant is narrowed to another team',
      [
        grant('approver', 'user:default/other', { teams: ['commerce'] }),
        grant('approver', APPROVERS, { classes: ['preview'] }),
        grant('admin', ADMINS),
      ],
      [APPROVERS],
    ],
    [
      'when nobody but who asked is one, and tells the admins instead',
      [grant('approver', 'user:default/riley'), grant('admin', ADMINS)],
      [ADMINS],
    ],
  ])('passes over an approver %s', async (_, grants, expected) => {
    const { sink, sent } = await setUp({ grants });
    await sink.deliver(entry());
    expect(sent.map(({ recipients }) => recipients)).toEqual([
      expect.objectContaining({ entityRef: expected }),
    ]);
  });

  it('notifies people and groups, never a service', async () => {
    const { sink, sent } = await setUp({
      request: {
        requester: 'external:ci',
        phase: 'ready',
        published: {
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          commit: 'c',
          at: BUILT_AT,
        },
      },
      revision: { requestedBy: 'external:ci', owner: 'external:ci' },
    });
    const ready = entry({
      kind: 'request_changed',
      payload: { became: 'ready', generation: 1 },
    });
    await sink.deliver(ready);
    expect(sent).toEqual([]);
  });

  it('has nothing to say of a request that is not there', async () => {
    const { sink, sent } = await setUp();
    await sink.deliver(entry({ requestId: 'req-ffffffffffffffff' }));
    await sink.deliver(entry({ payload: { generation: 7 } }));
    expect(sent).toEqual([]);
  });

  it('goes on without a notifications backend and says so once, and again when it went away', async () => {
    let answer: Error | undefined = new Error(
      'Failed to send notifications: Error: Request failed with status 404',
    );
    const { sink, logger } = await setUp({
      send: async () => {
        if (answer) {
          throw answer;
        }
      },
    });
    const missing = answer;
    await sink.deliver(entry());
    await sink.deliver(entry());
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('not installed'),
    );
    answer = undefined;
    await sink.deliver(entry());
    answer = missing;
    await sink.deliver(entry());
    expect(logger.info).toHaveBeenCalledTimes(2);
  });

  it('refuses, to be asked again, when the backend fails', async () => {
    const { sink } = await setUp({
      send: async () => {
        throw new Error('Request failed with status 503');
      },
    });
    await expect(sink.deliver(entry())).rejects.toThrow('503');
  });

  it('waits for a backend that does not answer, but not for ever', async () => {
    let asked = () => {};
    const isAsked = new Promise<void>(resolve => {
      asked = resolve;
    });
    const { sink, clock } = await setUp({
      send: () => {
        asked();
        return new Promise(() => {});
      },
    });
    const delivered = sink.deliver(entry());
    await isAsked;
    const [outcome] = await Promise.allSettled([
      delivered,
      clock.advance(10_000),
    ]);
    expect(outcome).toEqual({
      status: 'rejected',
      reason: new Error('The notifications backend did not answer within 10 s'),
    });
    expect(clock.sleeping).toBe(0);
  });
});
