import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ActionServices } from '../../ActionServices';
import { waitForRequest } from '../../wait/waitForRequest';
import { requestIdField, requestOutputs } from '../fields';
import { requestPath, writeOutputs, writeRequest } from '../writeRequest';
import { examples } from './wait.examples';

const DEFAULT_SECONDS = 600;
/** The sign-in of the person who started the task lasts an hour, and so does a task's right to ask. */
const MAX_SECONDS = 3_300;

/** Waits until a request has reached a phase. */
export function createRequestWaitAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:request:wait',
    description:
      'Waits until a request has reached a phase, and tells what it waits on. A task that waits keeps one of the few slots of the scaffolder, so by default a step that would wait for a person ends instead',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        requestId: requestIdField,
        phase: zod =>
          zod
            .enum(REQUEST_PHASES)
            .optional()
            .describe('What to wait for; `ready` when absent'),
        generation: zod =>
          zod
            .number({
              description:
                'Waits until this revision is in force as well, as `update`, `extend` and `delete` put it out',
            })
            .int()
            .min(1)
            .optional(),
        timeoutSeconds: zod =>
          zod
            .number({
              description: `How long to wait, ${DEFAULT_SECONDS} seconds when absent`,
            })
            .int()
            .min(1)
            .max(MAX_SECONDS)
            .optional(),
        waitForApproval: zod =>
          zod
            .boolean({
              description:
                'Whether to go on waiting while a person has to decide; false when absent',
            })
            .optional(),
      },
      output: {
        ...requestOutputs,
        reached: zod =>
          zod.boolean({
            description:
              'False when the step ended because the request waits for a person',
          }),
        commit: zod =>
          zod
            .string({ description: 'Commit that last reached Git' })
            .optional(),
      },
    },
    async handler(context) {
      const { input, logger } = context;
      const { requestId: id, phase = 'ready' } = input;
      if (context.isDryRun) {
        logger.info(`Would wait for ${id} to be ${phase}`);
        writeOutputs(context, {
          requestId: id,
          phase,
          requestUrl: requestPath(id),
        });
        context.output('reached', true);
        return;
      }
      const outcome = await waitForRequest({
        ...services,
        context,
        id,
        client: services.controlPlane.connect(context),
        goal: { phase, generation: input.generation },
        seconds: input.timeoutSeconds ?? DEFAULT_SECONDS,
        waitForApproval: input.waitForApproval ?? false,
      });
      const { request } = outcome;
      if (outcome.type === 'needs_approval') {
        logger.info(
          `${id} waits for an approver and goes on by itself after that; ${requestPath(
            id,
          )} shows how`,
        );
      }
      await writeRequest({
        ...services,
        context,
        request,
        generation: input.generation,
      });
      context.output('reached', outcome.type === 'reached');
      if (request.published) {
        context.output('commit', request.published.commit);
      }
    },
  });
}
