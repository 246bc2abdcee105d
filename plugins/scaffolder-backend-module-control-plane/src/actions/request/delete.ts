import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { reasonField, requestIdField, requestOutputs } from '../fields';
import { writeRequest } from '../writeRequest';
import { examples } from './delete.examples';

/** Asks for an environment to be torn down. */
export function createRequestDeleteAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:request:delete',
    description:
      'Asks the control plane to tear an environment down; one that is gone or going is left as it is',
    examples,
    supportsDryRun: true,
    schema: {
      input: { requestId: requestIdField, reason: reasonField },
      output: requestOutputs,
    },
    async handler(context) {
      const { input, logger, signal } = context;
      const { requestId: id, reason } = input;
      const client = services.controlPlane.connect(context);
      const { request: found } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal }),
      );
      if (found.phase === 'deleting' || found.phase === 'deleted') {
        logger.info(`${id} is ${found.phase} already`);
        await writeRequest({ ...services, context, request: found });
        return;
      }
      if (context.isDryRun) {
        logger.info(
          `Would ask for ${id} to be torn down: ${found.class.name} of ${
            found.team
          }/${found.app} with the namespaces ${found.namespaces.join(', ')}`,
        );
        await writeRequest({ ...services, context, request: found });
        return;
      }
      const generation = await context.checkpoint({
        key: `deleted.${stepKey(context)}`,
        fn: async () => {
          const asked = await explainRefusal(
            `ask for ${id} to be torn down`,
            client.deleteRequest(id, { reason: reason || undefined, signal }),
          );
          return asked.generation;
        },
      });
      const { request } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal }),
      );
      logger.info(`Asked for ${id} to be torn down; it is ${request.phase}`);
      await writeRequest({ ...services, context, request, generation });
    },
  });
}
