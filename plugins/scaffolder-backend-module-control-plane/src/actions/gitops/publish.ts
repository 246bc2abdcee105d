import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { askForChange } from '../../askForChange';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { readManifests } from '../../workspaceManifests';
import { describePlan } from '../describePlan';
import { reasonField, requestIdField, requestOutputs } from '../fields';
import { requestPath, writeOutputs, writeRequest } from '../writeRequest';
import { examples } from './publish.examples';

/** Submits manifests of the workspace as part of a request. */
export function createGitopsPublishAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:gitops:publish',
    description:
      'Submits the YAML files of a workspace folder as a revision of a request: they replace what the request had added before, and are checked, approved and published like everything else',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        requestId: requestIdField,
        sourcePath: zod =>
          zod
            .string({
              description:
                'Folder of the workspace whose .yaml files are submitted; `manifests` when absent',
            })
            .optional(),
        reason: reasonField,
      },
      output: {
        ...requestOutputs,
        files: zod =>
          zod.array(zod.string(), {
            description: 'Names of the files that were submitted',
          }),
      },
    },
    async handler(context) {
      const { input, logger, signal, workspacePath } = context;
      const { requestId: id } = input;
      const { manifests, ignored } = await readManifests({
        workspacePath,
        folder: input.sourcePath || 'manifests',
      });
      const files = manifests.map(({ name }) => name);
      if (ignored.length > 0) {
        logger.info(
          `Not submitted, being no YAML files: ${ignored.join(', ')}`,
        );
      }
      const body = {
        extraManifests: manifests,
        ...(input.reason ? { reason: input.reason } : {}),
      };
      const client = services.controlPlane.connect(context);
      if (context.isDryRun) {
        const plan = await explainRefusal(
          `plan the manifests of ${id}`,
          client.planChange(id, body, { signal }),
        );
        describePlan(plan).forEach(line => logger.info(line));
        writeOutputs(context, {
          requestId: id,
          generation: plan.generation,
          phase: plan.approval.required ? 'pending_approval' : 'approved',
          requestUrl: requestPath(id),
          approvalRequired: plan.approval.required,
        });
        context.output('files', files);
        return;
      }
      const generation = await context.checkpoint({
        key: `submitted.${stepKey(context)}`,
        fn: () => askForChange({ client, id, body, signal }),
      });
      logger.info(
        `Submitted ${files.join(', ')} as generation ${generation} of ${id}`,
      );
      const { request } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal }),
      );
      await writeRequest({ ...services, context, request, generation });
      context.output('files', files);
    },
  });
}
