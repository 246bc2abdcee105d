import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ControlPlaneError,
  ExtraManifest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

function settings(answer: string): ExtraManifest {
  return {
    name: 'settings.yaml',
    content: `# Read by the application.\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  answer: "${answer}"\n`,
  };
}

const web: ExtraManifest = {
  name: 'web.yaml',
  content:
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n',
};

describe.each(databases.eachSupportedId())('extra manifests on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  /** Names of the files in the request's folder on the branch. */
  async function filesOf(path: string): Promise<string[]> {
    const files = await harness.git.files();
    return files
      .filter(file => file.startsWith(`${path}/`))
      .map(file => file.slice(path.length + 1));
  }

  async function changed(
    requestId: string,
    change: Parameters<typeof harness.requester.api.changeRequest>[1],
  ) {
    const { etag } = await harness.requester.api.getRequest(requestId);
    await harness.requester.api.changeRequest(requestId, change, {
      etag: etag ?? '',
    });
    return harness.untilReady(requestId);
  }

  it('go to the branch with the rest, stay through other changes, and go away when they are asked to', async () => {
    const ready = await harness.aReadyPreview({
      ...preview,
      extraManifests: [settings('yes'), web],
    });
    const kept = await filesOf(ready.path);
    expect(kept).toEqual(expect.arrayContaining(['settings.yaml', 'web.yaml']));
    const kustomization = await harness.git.content(
      `${ready.path}/kustomization.yaml`,
    );
    expect(kustomization).toContain('- settings.yaml');
    expect(kustomization).toContain('- web.yaml');
    expect(await harness.git.content(`${ready.path}/settings.yaml`)).toContain(
      `namespace: ${ready.namespaces[0]}`,
    );
    const inventory = await harness
      .database('inventory')
      .where({ request_id: ready.id })
      .select('kind', 'name');
    expect(inventory).toEqual(
      expect.arrayContaining([
        { kind: 'ConfigMap', name: 'settings' },
        { kind: 'Service', name: 'web' },
      ]),
    );

    await changed(ready.id, { labels: { 'cost-center': 'cc-1' } });
    expect(await filesOf(ready.path)).toEqual(kept);
    const revision = await harness.requester.api.getRevision(ready.id, 2);
    expect(revision.extraManifests).toEqual(['settings.yaml', 'web.yaml']);

    await changed(ready.id, { extraManifests: [settings('no')] });
    expect(await filesOf(ready.path)).not.toContain('web.yaml');
    expect(await harness.git.content(`${ready.path}/settings.yaml`)).toContain(
      "answer: 'no'",
    );

    await changed(ready.id, { extraManifests: [] });
    expect(await filesOf(ready.path)).not.toContain('settings.yaml');
    const last = await harness.requester.api.getRevision(ready.id, 4);
    expect(last).not.toHaveProperty('extraManifests');
  });

  it('go with the teardown', async () => {
    const ready = await harness.aReadyPreview({
      ...preview,
      extraManifests: [web],
    });
    await harness.requester.api.deleteRequest(ready.id);
    await harness.untilPhase(ready.id, 'deleted');
    expect(await filesOf(ready.path)).toEqual([]);
    expect(
      await harness.database('inventory').where({ request_id: ready.id }),
    ).toEqual([]);
  });

  it('stand in the plan and in what is decided on', async () => {
    const key = `plan-${id}`;
    const plan = async (extraManifests?: ExtraManifest[]) =>
      harness.requester.api.planCreate(
        { ...production, extraManifests },
        { idempotencyKey: key },
      );
    const without = await plan();
    const one = await plan([settings('yes')]);
    const other = await plan([settings('no')]);

    expect(one.manifests.map(({ path }) => path)).toContain(
      `${one.path}/settings.yaml`,
    );
    expect(
      one.changes.type === 'compared' &&
        one.changes.files.map(({ path }) => path),
    ).toContain(`${one.path}/settings.yaml`);
    expect(new Set([without.digest, one.digest, other.digest]).size).toBe(3);
    const created = await harness.requester.create(
      { ...production, extraManifests: [settings('yes')] },
      key,
    );
    expect(created.openRevisions[0].planDigest).toBe(one.digest);
  });

  it('are refused with file, document and field, before anybody is asked', async () => {
    const problem = await refusalWith([
      {
        name: 'web.yaml',
        content: `${web.content}---\napiVersion: v1\nkind: Service\nmetadata: {name: b}\nspec: {type: LoadBalancer}\n`,
      },
      { name: 'namespace.yaml', content: settings('yes').content },
    ]);
    expect(problem).toEqual([
      {
        field: 'extraManifests.web.yaml, document 2, spec.type',
        expected: 'ClusterIP; let others in with an Ingress',
        got: '"LoadBalancer"',
      },
      {
        field: 'extraManifests.namespace.yaml',
        expected: 'a file name that the control plane does not use itself',
        got: '"namespace.yaml"',
      },
    ]);
  });

  it.each([
    ['in the open', `token: ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`],
    [
      'behind an escape',
      `token: "\\x67hp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}"`,
    ],
  ])('are refused with a secret %s, which is not repeated', async (_, line) => {
    const errors = await refusalWith([
      {
        name: 'settings.yaml',
        content: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  ${line}\n`,
      },
    ]);
    expect(errors).toEqual([
      {
        field: 'extraManifests.settings.yaml',
        expected: expect.stringContaining('no secret'),
        got: expect.stringMatching(/^what looks like one \(github.*\) in line/),
      },
    ]);
  });

  it('may be as large as the API says, and no other body may', async () => {
    const filler = `# ${'x'.repeat(97)}\n`.repeat(640);
    const large = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        name: `c${index}.yaml`,
        content: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${index}}\n${filler}`,
      }));
    const plan = await harness.requester.api.planCreate({
      ...preview,
      extraManifests: large(3),
    });
    expect(plan.manifests).toHaveLength(10);
    expect(
      await refusalOf(
        harness.requester.api.planCreate({
          ...preview,
          extraManifests: large(4),
        }),
      ),
    ).toBe(400);
    expect(
      await refusalOf(
        harness.requester.api.planCreate({
          ...preview,
          extraManifests: large(20),
        }),
      ),
    ).toBe(413);
    const { id: requestId } = await harness.requester.create(preview);
    expect(
      await refusalOf(
        harness.requester.api.extendRequest(requestId, {
          hours: 1,
          reason: 'x'.repeat(70_000),
        }),
      ),
    ).toBe(413);
  });

  async function refusalWith(extraManifests: ExtraManifest[]) {
    try {
      await harness.requester.api.planCreate({ ...preview, extraManifests });
    } catch (error) {
      if (error instanceof ControlPlaneError) {
        return error.fieldErrors;
      }
      throw error;
    }
    return [];
  }
});
