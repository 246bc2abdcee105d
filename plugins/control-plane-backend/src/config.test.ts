import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readControlPlaneConfig } from './config';

const SECRET = 'hunter2hunter2';

const repository = { url: 'https://git.example.com/gitops.git' };
const target = {
  name: 'eu-runtime',
  region: 'eu-west',
  repository: 'gitops',
  delivery: 'argocd',
  deliveryRepositoryUrl: 'https://git.example.com/gitops.git',
};
const spec = {
  name: 'preview',
  title: 'Preview',
  regions: ['eu-west'],
  lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
  namespaces: ['app'],
  quotaProfile: 'small',
  cost: { monthly: 45, currency: 'EUR' },
};
const minimal = { repositories: { gitops: repository }, targets: [target] };

const read = (controlPlane: unknown) =>
  readControlPlaneConfig(new ConfigReader({ controlPlane } as JsonObject));

function messageOf(controlPlane: unknown): string {
  try {
    read(controlPlane);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('Expected the configuration to be refused');
}

describe('readControlPlaneConfig', () => {
  it('fills in what is not said', () => {
    expect(read(minimal)).toEqual({
      classes: [],
      defaultClasses: true,
      repositories: new Map([
        [
          'gitops',
          {
            name: 'gitops',
            url: 'https://git.example.com/gitops.git',
            branch: 'main',
            allowInsecure: false,
          },
        ],
      ]),
      targets: [{ ...target, destination: {} }],
      queue: {
        workers: 32,
        batch: 50,
        maxAttempts: 10,
        leaseSeconds: 30,
        pollMilliseconds: 1000,
        backoffSeconds: 2,
        maxBackoffSeconds: 600,
        retentionDays: 30,
        shutdownSeconds: 20,
      },
      git: {
        authorName: 'Platform Control Plane',
        authorEmail: 'control-plane@localhost.localdomain',
        timeoutSeconds: 60,
      },
      resyncSeconds: 300,
      expirySeconds: 30,
      catalogCacheSeconds: 30,
      catalog: {
        classLocations: [],
        lookSeconds: 30,
        removalGraceSeconds: 300,
        holdMassRemoval: true,
      },
    });
  });

  it('says how a location that classes may come from should have been written', () => {
    const withLocation = (location: string) => () =>
      read({ ...minimal, catalog: { classLocations: [location] } });
    expect(withLocation('https://github.com/acme/classes/')).toThrow(
      /controlPlane\.catalog\.classLocations\[0\]: expected a location such as/,
    );
    expect(withLocation('url:https://github.com/a/../b/')).toThrow(
      /expected the address in its plain form, "url:https:\/\/github\.com\/b\/"/,
    );
    expect(withLocation('url:https://github.com/acme/classes/')).not.toThrow();
  });

  it('takes numbers from environment variables, which are texts', () => {
    const config = read({
      ...minimal,
      resyncSeconds: '60',
      queue: { workers: '2' },
    });
    expect(config.resyncSeconds).toBe(60);
    expect(config.queue.workers).toBe(2);
  });

  it('leaves roles and visibility to their own reader', () => {
    const config = read({ ...minimal, roles: [], visibility: 'open' });
    expect(config).not.toHaveProperty('roles');
  });

  const withClass = (change: object) => ({
    ...minimal,
    classes: [{ ...spec, ...change }],
  });
  const withRepository = (change: object) => ({
    ...minimal,
    repositories: { gitops: { ...repository, ...change } },
  });
  const withTarget = (change: object) => ({
    ...minimal,
    targets: [{ ...target, ...change }],
  });

  it.each<[string, unknown]>([
    ['controlPlane.repositories: expected an object, got nothing', undefined],
    ['controlPlane.targets: expected a list, got nothing', undefined],
    ['controlPlane: expected an object, got "on"', 'on'],
    [
      'controlPlane.targets: expected at least 1 entry, got a list of 0',
      { ...minimal, targets: [] },
    ],
    [
      'controlPlane.classes[0].lease.maxHours: expected at most 8760, got 9000',
      withClass({ lease: { ...spec.lease, maxHours: 9000 } }),
    ],
    [
      'controlPlane.classes[0].lease.defaultHours: expected no more than lease.maxHours, got 169',
      withClass({ lease: { ...spec.lease, defaultHours: 169 } }),
    ],
    [
      'controlPlane.classes[0].lease.onExpiry: expected one of delete, review, got "forget"',
      withClass({ lease: { ...spec.lease, onExpiry: 'forget' } }),
    ],
    [
      'controlPlane.classes[0].regions[1]: expected a lower-case RFC 1123 label',
      withClass({ regions: ['eu-west', 'EU'] }),
    ],
    [
      'controlPlane.classes[0].approval.requiredFor[0]: expected one of create, update, extend, delete, got "destroy"',
      withClass({ approval: { requiredFor: ['destroy'] } }),
    ],
    [
      'controlPlane.classes[0].colour: expected no such field, got "red"',
      withClass({ colour: 'red' }),
    ],
    [
      'controlPlane.classes[1].name: expected a name that no other class has, got preview',
      { ...minimal, classes: [spec, spec] },
    ],
    [
      'controlPlane.queue.workers: expected at least 1, got 0',
      { ...minimal, queue: { workers: 0 } },
    ],
    [
      'controlPlane.queue.workers: expected a number, got true',
      { ...minimal, queue: { workers: true } },
    ],
    [
      'controlPlane.queue.shutdownSeconds: expected a number, got ""',
      { ...minimal, queue: { shutdownSeconds: '' } },
    ],
    [
      'controlPlane.queue.leaseSeconds: expected a whole number, got 7.5',
      { ...minimal, queue: { leaseSeconds: 7.5 } },
    ],
    [
      'controlPlane.queue.batchSize: expected no such field, got 5',
      { ...minimal, queue: { batchSize: 5 } },
    ],
    [
      'controlPlane.queue.backoffSeconds: expected no more than maxBackoffSeconds (5), got 10',
      { ...minimal, queue: { backoffSeconds: 10, maxBackoffSeconds: 5 } },
    ],
    [
      'controlPlane.resyncSeconds: expected at least 10, got 1',
      { ...minimal, resyncSeconds: 1 },
    ],
    [
      'controlPlane.retries: expected no such field, got 3',
      { ...minimal, retries: 3 },
    ],
    [
      'controlPlane.repositories.gitops.allowInsecure: expected true or false, got "yes"',
      withRepository({ allowInsecure: 'yes' }),
    ],
    [
      'controlPlane.repositories.gitops.credentials: expected either token',
      withRepository({ credentials: { username: 'ci' } }),
    ],
    [
      'controlPlane.targets[0].repository: expected one of controlPlane.repositories (gitops), got other',
      withTarget({ repository: 'other' }),
    ],
    [
      'controlPlane.targets[0].delivery: expected one of argocd, fluxcd, got "spinnaker"',
      withTarget({ delivery: 'spinnaker' }),
    ],
    [
      'controlPlane.targets[0].destination.kubeConfigSecret.name: expected a string, got nothing',
      withTarget({ destination: { kubeConfigSecret: {} } }),
    ],
    [
      'controlPlane.targets[1].name: expected a name that no other target has, got eu-runtime',
      { ...minimal, targets: [target, { ...target, region: 'us-east' }] },
    ],
    [
      'controlPlane.targets[1].region: expected a region that no other target has, got eu-west',
      { ...minimal, targets: [target, { ...target, name: 'other' }] },
    ],
    [
      'controlPlane.git.signing.keyId: expected a string, got nothing',
      { ...minimal, git: { signing: { format: 'openpgp', gnupgHome: '/g' } } },
    ],
  ])('says %s', (expected, controlPlane) => {
    expect(messageOf(controlPlane)).toContain(expected);
  });

  it('names every key that is wrong, not only the first', () => {
    const message = messageOf({
      ...minimal,
      resyncSeconds: 1,
      queue: { workers: 0 },
      classes: [spec, { ...spec, regions: [] }],
    });
    expect(message).toContain('controlPlane.resyncSeconds');
    expect(message).toContain('controlPlane.queue.workers');
    expect(message).toContain('controlPlane.classes[1].regions');
  });

  it.each<[string, string, unknown]>([
    [
      'a password in the address of a repository',
      'controlPlane.repositories.gitops.url: expected an address without credentials; move them to controlPlane.repositories.gitops.credentials',
      withRepository({ url: `https://ci:${SECRET}@git.example.com/x.git` }),
    ],
    [
      'a token in the address of a repository',
      'controlPlane.repositories.gitops.url: expected an address without credentials',
      withRepository({ url: `https://${SECRET}@git.example.com/x.git` }),
    ],
    [
      'a password in an ssh address',
      'controlPlane.repositories.gitops.url: expected an address without credentials',
      withRepository({ url: `ssh://git:${SECRET}@git.example.com/x.git` }),
    ],
    [
      'a password before a host without a scheme',
      'controlPlane.repositories.gitops.url: expected an address without credentials',
      withRepository({ url: `git:${SECRET}@git.example.com:x.git` }),
    ],
    [
      'an address with a password that is too long',
      'controlPlane.repositories.gitops.url: expected at most 1000 characters, got a text that is not shown',
      withRepository({ url: `https://${SECRET}@git/${'x'.repeat(1000)}` }),
    ],
    [
      'a list of addresses',
      'controlPlane.repositories.gitops.url: expected a string, got a list of 1',
      withRepository({ url: [`https://${SECRET}@git/x`] }),
    ],
    [
      'an address in the place of a name',
      'controlPlane.repositories.…: expected',
      {
        ...minimal,
        repositories: { [`https://${SECRET}@git/x`]: repository },
      },
    ],
    [
      'a password in the address for the delivery engine',
      'controlPlane.targets[0].deliveryRepositoryUrl: expected an address without credentials; give them to the delivery engine',
      withTarget({ deliveryRepositoryUrl: `https://a:${SECRET}@git/x.git` }),
    ],
    [
      'a password in the address of a cluster',
      'controlPlane.targets[0].destination.server: expected an address without credentials',
      withTarget({ destination: { server: `https://a:${SECRET}@k8s` } }),
    ],
    [
      'a token beside the credentials',
      'controlPlane.repositories.gitops.token: expected no such field, got a text that is not shown',
      withRepository({ token: SECRET }),
    ],
    [
      'a token in the place of the credentials',
      'controlPlane.repositories.gitops.credentials: expected an object, got a text that is not shown',
      withRepository({ credentials: SECRET }),
    ],
    [
      'a password among the credentials',
      'controlPlane.repositories.gitops.credentials.password: expected no such field, got a text that is not shown',
      withRepository({ credentials: { token: 'x', password: SECRET } }),
    ],
    [
      'a key in the signing settings',
      'controlPlane.git.signing.key: expected no such field, got a text that is not shown',
      {
        ...minimal,
        git: {
          signing: { format: 'ssh', privateKeyFile: '/k', key: SECRET },
        },
      },
    ],
  ])('refuses %s and does not repeat it', (_, expected, controlPlane) => {
    const message = messageOf(controlPlane);
    expect(message).toContain(expected);
    expect(message).not.toContain(SECRET);
  });

  it.each([
    'https://git.example.com/gitops.git',
    'ssh://git@git.example.com/gitops.git',
    'git@git.example.com:platform/gitops.git',
  ])('takes the address %s', url => {
    expect(read(withRepository({ url })).repositories.get('gitops')?.url).toBe(
      url,
    );
  });

  it.each([
    'file:///var/lib/gitops.git',
    'http://git.example.com/gitops.git',
    'https://localhost/gitops.git',
  ])('takes %s only where it is allowed by name', url => {
    expect(messageOf(withRepository({ url }))).toMatch(
      /^The configuration of the control plane is wrong: controlPlane\.repositories\.gitops: .* does not allow/,
    );
    expect(
      read(withRepository({ url, allowInsecure: true })).repositories.size,
    ).toBe(1);
  });

  it.each([
    ['an address that Git cannot be sent to', { url: 'ftp://git/x' }],
    ['a branch that cannot exist', { branch: 'a..b' }],
  ])('refuses %s', (_, change) => {
    expect(messageOf(withRepository(change))).toContain(
      'controlPlane.repositories.gitops: The',
    );
  });
});
