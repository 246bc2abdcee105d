import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { writeManifests } from '../../workspaceManifests';
import { describePlan } from '../describePlan';
import { environmentFields } from '../fields';
import { toCreateBody } from '../toBody';
import { examples } from './render.examples';

/** Writes what an environment would be made of into the workspace. */
export function createManifestsRenderAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:manifests:render',
    description:
      'Writes the manifests that a request would publish into the workspace, and asks for nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...environmentFields,
        targetPath: zod =>
          zod
            .string({
              description:
                'Folder of the workspace to write to; `manifests` when absent',
            })
            .optional(),
      },
      output: {
        planDigest: zod =>
          zod.string({ description: 'Digest of the plan that was rendered' }),
        files: zod =>
          zod.array(zod.string(), {
            description: 'Files, relative to the folder',
          }),
        namespaces: zod => zod.array(zod.string()),
        monthlyCost: zod =>
          zod.number({ description: 'Estimated price of a month' }),
        currency: zod => zod.string({ description: 'ISO 4217' }),
        approvalRequired: zod =>
          zod.boolean({
            description: 'Whether a person would have to say yes',
          }),
      },
    },
    async handler(context) {
      const { input, logger, signal, workspacePath } = context;
      const plan = await explainRefusal(
        'plan the environment',
        services.controlPlane.connect(context).planCreate(toCreateBody(input), {
          idempotencyKey: stepKey(context),
          signal,
        }),
      );
      describePlan(plan).forEach(line => logger.info(line));
      const files = await writeManifests({
        workspacePath,
        folder: input.targetPath || 'manifests',
        manifests: plan.manifests,
        root: plan.path,
      });
      context.output('planDigest', plan.digest);
      context.output('files', files);
      context.output('namespaces', plan.namespaces);
      context.output('monthlyCost', plan.cost.monthly);
      context.output('currency', plan.cost.currency);
      context.output('approvalRequired', plan.approval.required);
    },
  });
}
