import { ConflictError } from '@backstage/errors';
import { renderInput } from './__testUtils__/renderInputs';
import { Kind } from './kinds';
import { PolicyPack } from './policyPacks';
import { defaultQuotaProfiles } from './quota';
import { RenderingExtensions } from './RenderingExtensions';

const database: Kind = {
  name: 'database',
  description: 'A database',
  deliversSource: false,
  parametersSchema: {
    properties: { version: { type: 'integer', title: 'Version' } },
    required: ['version'],
  },
  render: ({ namespaces, parameters }) => [
    {
      name: 'database.yaml',
      objects: [
        {
          apiVersion: 'postgresql.cnpg.io/v1',
          kind: 'Cluster',
          metadata: { name: 'main', namespace: namespaces[0].name },
          spec: { imageName: `postgresql:${parameters.version}` },
        },
      ],
    },
  ],
};

const quiet: PolicyPack = {
  name: 'quiet-hours',
  version: '3',
  description: 'Nothing happens at night',
  contribute: () => ({ namespaceLabels: { 'example.com/quiet': 'true' } }),
  targetObjects: () => [],
};

describe('RenderingExtensions', () => {
  it('renders with what modules add', () => {
    const extensions = RenderingExtensions.create();
    extensions.kinds.addKind(database);
    extensions.policyPacks.addPolicyPack(quiet);
    extensions.quotaProfiles.addQuotaProfile({
      ...defaultQuotaProfiles[0],
      name: 'tiny',
    });
    const input = renderInput();
    const { files, objects } = extensions.createRenderer().render({
      ...input,
      request: {
        ...input.request,
        kind: 'database',
        parameters: { version: 18 },
      },
      class: {
        ...input.class,
        quotaProfile: 'tiny',
        policyPacks: ['quiet-hours'],
      },
    });
    const contentOf = (name: string) =>
      files.find(({ path }) => path.endsWith(`/${name}`))?.content;
    expect(contentOf('database.yaml')).toContain('imageName: postgresql:18');
    expect(contentOf('kustomization.yaml')).toContain('- database.yaml');
    expect(contentOf('namespace.yaml')).toContain("example.com/quiet: 'true'");
    expect(contentOf('policypack.yaml')).toContain(
      "quiet-hours: 'version 3: Nothing happens at night'",
    );
    expect(objects.map(({ name }) => name)).not.toContain(
      'req-0123456789abcdef-workload',
    );
  });

  it('refuses names that are taken', () => {
    const extensions = RenderingExtensions.create();
    expect(() =>
      extensions.kinds.addKind({ ...database, name: 'environment' }),
    ).toThrow(ConflictError);
    expect(() =>
      extensions.policyPacks.addPolicyPack({
        ...quiet,
        name: 'baseline-security',
      }),
    ).toThrow(ConflictError);
    expect(() =>
      extensions.quotaProfiles.addQuotaProfile(defaultQuotaProfiles[0]),
    ).toThrow(ConflictError);
  });
});
