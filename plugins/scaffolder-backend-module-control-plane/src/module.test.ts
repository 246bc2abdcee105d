import { startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { scaffolderModuleControlPlane } from './module';

describe('module', () => {
  it('adds its actions to the scaffolder, all of which take part in dry runs', async () => {
    const added: TemplateAction[] = [];
    const backend = await startTestBackend({
      features: [scaffolderModuleControlPlane, catalogServiceMock.factory()],
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          {
            addActions: (...actions: TemplateAction[]) =>
              void added.push(...actions),
          },
        ],
      ],
    });
    await backend.stop();

    expect(added.map(({ id }) => id).sort()).toEqual([
      'control-plane:classes:list',
      'control-plane:component:check-free',
      'control-plane:gitops:publish',
      'control-plane:manifests:render',
      'control-plane:request:create',
      'control-plane:request:delete',
      'control-plane:request:extend',
      'control-plane:request:update',
      'control-plane:request:wait',
    ]);
    expect(added.filter(({ supportsDryRun }) => !supportsDryRun)).toEqual([]);
  });
});
