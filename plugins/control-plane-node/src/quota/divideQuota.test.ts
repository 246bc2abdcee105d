import { defaultQuotaProfiles } from './defaultQuotaProfiles';
import { divideQuota, divideWhole, quotaTotal } from './divideQuota';
import { QuotaProfile } from './QuotaProfile';

function profileNamed(name: string): QuotaProfile {
  const profile = defaultQuotaProfiles.find(
    candidate => candidate.name === name,
  );
  if (!profile) {
    throw new Error(`Expected a default profile, got ${name}`);
  }
  return profile;
}

describe('quotaTotal', () => {
  // pods, services, volumes, requests CPU / memory, limits CPU / memory
  it.each([
    ['small', 1, [10, 4, 4, 2, 4, 4, 8]],
    ['small', 2, [16, 6, 4, 4, 8, 8, 16]],
    ['small', 4, [32, 12, 8, 8, 16, 16, 32]],
    ['medium', 1, [20, 6, 6, 4, 8, 8, 16]],
    ['medium', 2, [24, 10, 8, 8, 16, 16, 32]],
    ['medium', 4, [48, 20, 16, 16, 32, 32, 64]],
    ['large', 1, [40, 12, 12, 8, 16, 16, 32]],
    ['large', 2, [40, 16, 12, 12, 24, 24, 48]],
    ['large', 4, [64, 32, 24, 24, 48, 48, 96]],
  ])(
    'gives %s with %i namespaces its figures',
    (name, namespaces, expected) => {
      const { quota } = profileNamed(name);
      expect(
        [
          quota.pods,
          quota.services,
          quota.persistentvolumeclaims,
          quota['requests.cpu'],
          quota['requests.memory'],
          quota['limits.cpu'],
          quota['limits.memory'],
        ].map(figure => quotaTotal(figure, namespaces)),
      ).toEqual(expected);
    },
  );
});

describe('container limits', () => {
  it.each([
    ['small', '500m', '512Mi', '2', '2Gi'],
    ['medium', '1', '1Gi', '4', '8Gi'],
    ['large', '2', '2Gi', '8', '16Gi'],
  ])(
    'of %s are those of the profile',
    (name, cpu, memory, maxCpu, maxMemory) => {
      const { container } = profileNamed(name);
      expect(container.default).toEqual({ cpu, memory });
      expect(container.max).toEqual({ cpu: maxCpu, memory: maxMemory });
    },
  );
});

describe('divideWhole', () => {
  it.each([
    [10, 1, [10]],
    [10, 2, [5, 5]],
    [10, 3, [4, 3, 3]],
    [11, 4, [5, 2, 2, 2]],
    [2, 3, [2, 0, 0]],
    [0, 2, [0, 0]],
  ])('divides %i over %i', (total, parts, expected) => {
    expect(divideWhole(total, parts)).toEqual(expected);
  });
});

describe('divideQuota', () => {
  it('writes memory in Gi and gives the remainder to the first namespace', () => {
    const [first, second, third] = divideQuota(profileNamed('large'), 3);
    expect(first).toEqual({
      pods: '16',
      services: '8',
      persistentvolumeclaims: '6',
      'requests.cpu': '6',
      'requests.memory': '12Gi',
      'limits.cpu': '12',
      'limits.memory': '24Gi',
    });
    expect(second).toEqual(third);
    const odd: QuotaProfile = {
      ...profileNamed('small'),
      quota: {
        ...profileNamed('small').quota,
        pods: { atLeast: 11, perNamespace: 1 },
      },
    };
    expect(divideQuota(odd, 3).map(({ pods }) => pods)).toEqual([
      '5',
      '3',
      '3',
    ]);
  });
});
