import { TestDatabases } from '@backstage/backend-test-utils';
import {
  createTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import {
  DescriptorRecord,
  newDescriptorRecord,
} from '../domain/descriptor/DescriptorRecord';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });
const AT = new Date('2030-01-01T00:00:00.123Z');
const LATER = new Date('2030-01-02T00:00:00.456Z');

function aDescriptor(
  name: string,
  more: Partial<DescriptorRecord> = {},
): DescriptorRecord {
  return {
    ...newDescriptorRecord(
      {
        entityRef: `environmentrequest:default/${name}`,
        kind: 'EnvironmentRequest',
        location: 'url:https://example.com/descriptors.yaml',
      },
      AT,
    ),
    accepted: undefined,
    requestId: undefined,
    missingSince: undefined,
    retryAt: undefined,
    ...more,
  };
}

describe.each(databases.eachSupportedId())('descriptors on %s', id => {
  it('come back as they were written, and are written over', async () => {
    const { stores } = await createTestStores(databases, id);
    const first = aDescriptor('a');
    await stores.descriptors.save(first);
    expect(await stores.descriptors.get(first.entityRef)).toEqual(first);

    const second = aDescriptor('a', {
      state: 'accepted',
      seenDigest: 'sha256:x',
      accepted: { class: 'preview' },
      problems: ['spec.region: expected …'],
      incarnation: 2,
      requestId: 'req-0000000000000001',
      missingLooks: 1,
      missingSince: LATER,
      retryAt: LATER,
      changedAt: LATER,
    });
    await stores.descriptors.save(second);
    expect(await stores.descriptors.get(first.entityRef)).toEqual(second);
    expect(await stores.descriptors.get('environmentrequest:default/b')).toBe(
      undefined,
    );
  });

  it('are listed while they are present, and paged whether or not they are', async () => {
    const { stores } = await createTestStores(databases, id);
    await stores.descriptors.save(aDescriptor('a', { firstSeenAt: LATER }));
    await stores.descriptors.save(aDescriptor('b', { state: 'removed' }));
    await stores.descriptors.save(aDescriptor('c'));
    const names = (records: DescriptorRecord[]) =>
      records.map(({ entityRef }) => entityRef.slice(-1));

    expect(names(await stores.descriptors.listPresent())).toEqual(['a', 'c']);
    expect(names(await stores.descriptors.list({ limit: 2 }))).toEqual([
      'a',
      'c',
    ]);
    const rest = await stores.descriptors.list({
      before: { at: AT, id: 'environmentrequest:default/c' },
      limit: 2,
    });
    expect(names(rest)).toEqual(['b']);
    expect(
      names(await stores.descriptors.list({ state: 'removed', limit: 9 })),
    ).toEqual(['b']);
    expect(
      names(
        await stores.descriptors.list({
          entityRef: 'environmentrequest:default/c',
          kind: 'EnvironmentRequest',
          limit: 9,
        }),
      ),
    ).toEqual(['c']);
  });

  it('give the classes that are in force, refused changes left aside', async () => {
    const { stores } = await createTestStores(databases, id);
    const ofClass = (name: string, more: Partial<DescriptorRecord>) =>
      stores.descriptors.save(
        aDescriptor(name, {
          entityRef: `environmentclass:default/${name}`,
          kind: 'EnvironmentClass',
          ...more,
        }),
      );
    await ofClass('b', { state: 'refused', accepted: { name: 'b' } });
    await ofClass('a', { state: 'accepted', accepted: { name: 'a' } });
    await ofClass('c', { state: 'refused' });
    await ofClass('d', { state: 'removed', accepted: { name: 'd' } });
    expect(await stores.descriptors.listClasses()).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  it('remember the last look only', async () => {
    const { stores } = await createTestStores(databases, id);
    expect(await stores.descriptors.getLook()).toBe(undefined);
    await stores.descriptors.saveLook({
      at: AT,
      result: 'failed',
      message: 'down',
    });
    const last = { at: LATER, result: 'held', message: 'six' } as const;
    await stores.descriptors.saveLook(last);
    expect(await stores.descriptors.getLook()).toEqual(last);
  });
});
