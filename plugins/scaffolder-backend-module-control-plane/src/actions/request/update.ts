import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { askForChange } from '../../askForChange';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { describePlan } from '../describePlan';
import { changeFields, requestIdField, requestOutputs } from '../fields';
import { toChangeBody } from '../toBody';
import { requestPath, writeOutputs, writeRequest } from '../writeRequest';
import { examples } from './update.examples';

/** Asks for a change of an environment. */
export function createRequestUpdateAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:request:update',
    description:
      'Asks the control plane to change what a request asks for; absent fields stay as they are',
    examples,
    supportsDryRun: true,
    schema: {
      input: { requestId: requestIdField, ...changeFields },
      output: requestOutputs,
    },
    async handler(context) {
      const { input, logger, signal } = context;
      const { requestId: id } = input;
      const body = toChangeBody(input);
      const client = services.controlPlane.connect(context);
      if (context.isDryRun) {
        const plan = await explainRefusal(
          `plan the change of ${id}`,
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
        return;
      }
      const generation = await context.checkpoint({
        key: `changed.${stepKey(context)}`,
        fn: () => askForChange({ client, id, body, signal }),
      });
      logger.info(`Asked for generation ${generation} of ${id}`);
      const { request } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal }),
      );
      await writeRequest({ ...services, context, request, generation });
    },
  });
}
