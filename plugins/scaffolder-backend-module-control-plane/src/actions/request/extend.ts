import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../../ActionServices';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { reasonField, requestIdField, requestOutputs } from '../fields';
import { writeRequest } from '../writeRequest';
import { examples } from './extend.examples';

/** Asks for a longer lease. */
export function createRequestExtendAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:request:extend',
    description: 'Asks the control plane to lengthen the lease of a request',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        requestId: requestIdField,
        hours: zod =>
          zod
            .number({
              description:
                'Hours to add, to the end of the lease or to now, whichever is later',
            })
            .int()
            .min(1),
        reason: reasonField,
      },
      output: requestOutputs,
    },
    async handler(context) {
      const { input, logger, signal } = context;
      const { requestId: id, hours } = input;
      const client = services.controlPlane.connect(context);
      if (context.isDryRun) {
        const { request } = await explainRefusal(
          `read ${id}`,
          client.getRequest(id, { signal }),
        );
        logger.info(
          `Would ask for ${hours} more hours for ${id}, whose lease ends ${
            request.lease.expiresAt ?? 'some time after its publication'
          }`,
        );
        await writeRequest({ ...services, context, request });
        return;
      }
      const idempotencyKey = stepKey(context);
      const generation = await context.checkpoint({
        key: `extended.${idempotencyKey}`,
        fn: async () => {
          const asked = await explainRefusal(
            `ask for a longer lease of ${id}`,
            client.extendRequest(
              id,
              { hours, reason: input.reason || undefined },
              { idempotencyKey, signal },
            ),
          );
          return asked.generation;
        },
      });
      const { request } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal }),
      );
      logger.info(
        `Asked for ${hours} more hours as generation ${generation} of ${id}; its lease ends ${
          request.lease.expiresAt ?? 'some time after its publication'
        }`,
      );
      await writeRequest({ ...services, context, request, generation });
    },
  });
}
