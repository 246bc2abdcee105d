import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  CreateRequestBody,
  Plan,
  requestIdFor,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ActionServices } from '../../ActionServices';
import { explainRefusal } from '../../explainRefusal';
import { stepKey } from '../../stepKey';
import { TaskContext } from '../../TaskContext';
import { ComponentPresence } from '../../wait/ComponentPresence';
import { describePlan } from '../describePlan';
import { environmentFields, requestOutputs } from '../fields';
import { toCreateBody } from '../toBody';
import { requestPath, writeOutputs, writeRequest } from '../writeRequest';
import { examples } from './create.examples';

const DEFAULT_COMPONENT_SECONDS = 120;
const MAX_COMPONENT_SECONDS = 600;

/** Asks for an environment. */
export function createRequestCreateAction(services: ActionServices) {
  return createTemplateAction({
    id: 'control-plane:request:create',
    description:
      'Asks the control plane for an environment, as the person who started the task',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...environmentFields,
        planKey: zod =>
          zod
            .string()
            .optional()
            .describe(
              'Key of the plan that the form showed, as the ControlPlanePlan field puts it out: the request gets the names of that plan',
            ),
        waitForComponent: zod =>
          zod
            .union([
              zod.boolean(),
              zod.number().int().min(1).max(MAX_COMPONENT_SECONDS),
            ])
            .optional()
            .describe(
              `Waits until the component is in the catalog, for what an earlier step has registered: true for ${DEFAULT_COMPONENT_SECONDS} seconds, or how many`,
            ),
        componentLocation: zod =>
          zod
            .string()
            .optional()
            .describe(
              'Address of the file that the component has to come from, as catalog:register puts it out as catalogInfoUrl; with waitForComponent. Fails when a component from elsewhere has the name',
            ),
      },
      output: requestOutputs,
    },
    async handler(context) {
      const { input, logger } = context;
      const body = toCreateBody(input);
      const component = ComponentPresence.create({
        ...services,
        context,
        app: body.app,
      });
      const seconds = secondsToWait(input.waitForComponent);
      // Empty where a form had no plan to show.
      const idempotencyKey = input.planKey || stepKey(context);
      if (context.isDryRun) {
        if (seconds > 0 && !(await component.isThere())) {
          logger.info(
            `${component.ref} is not in the catalog, which a step before this one would see to; there is no plan to show for it`,
          );
          const id = requestIdFor(context.user?.ref ?? '', idempotencyKey);
          // Steps after this one need something to go on with.
          writeOutputs(context, {
            requestId: id,
            generation: 1,
            phase: 'approved',
            requestUrl: requestPath(id),
            approvalRequired: false,
          });
          return;
        }
        await planOnly({ services, context, body, idempotencyKey }, plan =>
          writeOutputs(context, {
            requestId: plan.requestId,
            generation: plan.generation,
            phase: plan.approval.required ? 'pending_approval' : 'approved',
            requestUrl: requestPath(plan.requestId),
            approvalRequired: plan.approval.required,
          }),
        );
        return;
      }
      const location = locationToExpect(input.componentLocation, seconds);
      const client = services.controlPlane.connect(context);
      const id = await context.checkpoint({
        key: `asked.${idempotencyKey}`,
        fn: async () => {
          if (seconds > 0) {
            await component.wait({ seconds, location });
          }
          const { request, created } = await explainRefusal(
            'ask for the environment',
            client.createRequest(body, {
              idempotencyKey,
              signal: context.signal,
            }),
          );
          logger.info(
            created
              ? `Asked for ${request.id}`
              : `${request.id} had been asked for by this step before`,
          );
          return request.id;
        },
      });
      const { request } = await explainRefusal(
        `read ${id}`,
        client.getRequest(id, { signal: context.signal }),
      );
      logger.info(
        `${id} is ${request.phase}: ${requestPath(id)} shows how it goes on`,
      );
      await writeRequest({ ...services, context, request });
    },
  });
}

function secondsToWait(option: boolean | number | undefined): number {
  switch (typeof option) {
    case 'number':
      if (option > MAX_COMPONENT_SECONDS) {
        throw new InputError(
          `waitForComponent: expected at most ${MAX_COMPONENT_SECONDS} seconds, got ${option}`,
        );
      }
      return option;
    case 'boolean':
      return option ? DEFAULT_COMPONENT_SECONDS : 0;
    default:
      return 0;
  }
}

/** A dry run has no location: nothing was registered. */
function locationToExpect(
  location: string | undefined,
  seconds: number,
): string | undefined {
  if (location === undefined) {
    return undefined;
  }
  if (!/^https?:\/\//.test(location)) {
    throw new InputError(
      `componentLocation: expected the http or https address of a file, such as the catalogInfoUrl that catalog:register puts out, got ${JSON.stringify(
        location,
      )}`,
    );
  }
  if (seconds === 0) {
    throw new InputError(
      'componentLocation: expected waitForComponent beside it, got none. Add waitForComponent: true',
    );
  }
  return location;
}

async function planOnly(
  options: {
    services: ActionServices;
    context: TaskContext;
    body: CreateRequestBody;
    idempotencyKey: string;
  },
  write: (plan: Plan) => void,
): Promise<void> {
  const { body, context, idempotencyKey, services } = options;
  const plan = await explainRefusal(
    'plan the environment',
    services.controlPlane.connect(context).planCreate(body, {
      idempotencyKey,
      signal: context.signal,
    }),
  );
  describePlan(plan).forEach(line => context.logger.info(line));
  write(plan);
}
