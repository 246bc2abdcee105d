import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TypeFlag } from 'cleye';
import {
  buildChangeBody,
  buildCreateBody,
  changeFlags,
  createFlags,
} from '../../arguments/requestFlags';
import { generationFlag } from '../../arguments/decisionFlags';
import { UsageError } from '../../errors';
import { formatPlan } from '../../output/plan';
import { defineCommand } from '../Command';

const planFlags = {
  ...createFlags,
  ...changeFlags,
  ...generationFlag,
} as const;

type PlanFlags = TypeFlag<typeof planFlags>['flags'];

export const requestPlan = defineCommand({
  path: ['request', 'plan'],
  summary: 'Shows what a create, a change or a revision would do',
  parameters: ['[id]'],
  flags: planFlags,
  examples: [
    'request plan --class preview --team platform --app payments-api --region us-east-1',
    'request plan req-0123456789abcdef --param replicas=3',
    'request plan req-0123456789abcdef --generation 2',
  ],
  async run({ connect, flags, output, parameters: [id], signal }) {
    const body = id === undefined ? await buildCreateBody(flags) : undefined;
    const client = await connect();
    const plan = body
      ? await client.planCreate(body, {
          idempotencyKey: flags.idempotencyKey,
          signal,
        })
      : await planOf(client, { id, flags, signal });
    output.print(plan, formatPlan);
  },
});

/** The plan of a change when a flag asks for one, else of a revision that exists. */
async function planOf(
  client: ControlPlaneClient,
  options: { id: string; flags: PlanFlags; signal: AbortSignal },
) {
  const { id, flags, signal } = options;
  refuseFlagsOfCreate(flags);
  const { request } = await client.getRequest(id, { signal });
  if (!asksForChange(flags)) {
    const generation = flags.generation ?? request.generation;
    return client.getPlan(id, generation, { signal });
  }
  if (flags.generation !== undefined) {
    throw new UsageError('Give --generation or flags of a change, not both');
  }
  const body = await buildChangeBody(flags, request);
  return client.planChange(id, body, { signal });
}

function refuseFlagsOfCreate(flags: PlanFlags) {
  const wrong = Object.keys(createFlags).find(
    name => !(name in changeFlags) && isGiven(Reflect.get(flags, name)),
  );
  if (wrong) {
    throw new UsageError(
      `--${wrong.replace(
        /[A-Z]/g,
        letter => `-${letter.toLowerCase()}`,
      )} cannot change on a request that exists; leave it or the id out`,
    );
  }
}

function asksForChange(flags: PlanFlags): boolean {
  return Object.keys(changeFlags).some(name =>
    isGiven(Reflect.get(flags, name)),
  );
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
