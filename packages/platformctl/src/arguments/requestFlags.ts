import { Flags, TypeFlag } from 'cleye';
import {
  ChangeRequestBody,
  changeRequestBodySchema,
  CreateRequestBody,
  createRequestBodySchema,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { UsageError } from '../errors';
import { duration, hours, integer, pair, text } from './flagTypes';
import {
  fieldsAt,
  mergePairs,
  mergeSource,
  onlyOne,
  withoutUndefined,
} from './mergeFields';
import { checkBody, parseParameters, readPayload } from './payload';

type Values<F extends Flags> = TypeFlag<F>['flags'];

/** Fields that a create and a change have in common. */
const desiredStateFlags = {
  owner: {
    type: text('--owner'),
    description: 'Whom to ask about it: a user or group',
    placeholder: '<ref>',
  },
  repo: {
    type: text('--repo'),
    description: "Address of the application's repository",
    placeholder: '<url>',
  },
  ref: {
    type: text('--ref'),
    description: 'Branch, tag or commit of that repository',
    placeholder: '<ref>',
  },
  revision: {
    type: text('--revision'),
    description: 'Another name of --ref',
    placeholder: '<ref>',
  },
  path: {
    type: text('--path'),
    description: 'Folder of that repository to deliver',
    placeholder: '<folder>',
  },
  label: {
    type: [pair('--label')],
    description: 'Label; may be repeated',
    placeholder: '<key=value>',
  },
  param: {
    type: [pair('--param')],
    description: 'Parameter of the class, as JSON or text; may be repeated',
    placeholder: '<key=value>',
  },
  reason: {
    type: text('--reason'),
    description: 'Why, for whoever approves',
    placeholder: '<text>',
  },
  file: {
    type: text('--file'),
    alias: 'f',
    description: 'JSON or YAML file with the body; flags are laid over it',
    placeholder: '<file>',
  },
} as const;

export const createFlags = {
  class: {
    type: text('--class'),
    description: "Class; 'platformctl classes' lists them",
    placeholder: '<name>',
  },
  team: {
    type: text('--team'),
    description: 'Team that will own it: a group of the catalog',
    placeholder: '<ref>',
  },
  app: {
    type: text('--app'),
    description: 'Application: a component of the catalog',
    placeholder: '<ref>',
  },
  region: {
    type: text('--region'),
    description: 'Region, one of those of the class',
    placeholder: '<name>',
  },
  ttl: {
    type: hours('--ttl'),
    description: 'How long it lives, e.g. 24h or 3d',
    placeholder: '<duration>',
  },
  leaseHours: {
    type: integer('--lease-hours', { min: 1, max: 8760 }),
    description: 'The same in hours',
    placeholder: '<hours>',
  },
  ...desiredStateFlags,
  idempotencyKey: {
    type: text('--idempotency-key'),
    description:
      'Makes the command repeatable: the same key and body name the same request',
    placeholder: '<key>',
  },
} as const;

export const changeFlags = {
  ...desiredStateFlags,
  removeSource: {
    type: Boolean,
    description: 'Forget the repository',
  },
  removeLabel: {
    type: [text('--remove-label')],
    description: 'Remove a label; may be repeated',
    placeholder: '<key>',
  },
  removeParam: {
    type: [text('--remove-param')],
    description: 'Remove a parameter; may be repeated',
    placeholder: '<key>',
  },
  newestClass: {
    type: Boolean,
    description: 'Move to the newest revision of the class',
  },
} as const;

export const waitFlags = {
  timeout: {
    type: duration('--timeout'),
    description: 'Longest wait, e.g. 90s or 10m (default)',
    placeholder: '<duration>',
  },
} as const;

export const waitAfterFlags = {
  wait: {
    type: Boolean,
    description: 'Wait until it is in force, telling the progress on stderr',
  },
  ...waitFlags,
} as const;

export const DEFAULT_TIMEOUT_MS = 600_000;

/** The body of a create: the file with the flags laid over it. */
export async function buildCreateBody(
  flags: Values<typeof createFlags>,
): Promise<CreateRequestBody> {
  const base = await readPayload(flags.file);
  return checkBody(createRequestBodySchema, {
    ...base,
    ...withoutUndefined({
      class: flags.class,
      team: flags.team,
      app: flags.app,
      region: flags.region,
      leaseHours: onlyOne(
        ['--ttl', flags.ttl],
        ['--lease-hours', flags.leaseHours],
      ),
      owner: flags.owner,
      source: mergeSource(fieldsAt(base, 'source'), flags),
      labels: mergePairs(fieldsAt(base, 'labels'), flags.label),
      parameters: mergePairs(
        fieldsAt(base, 'parameters'),
        parseParameters(flags.param),
      ),
      reason: flags.reason,
    }),
  });
}

/**
 * The body of a change: the file with the flags laid over it.
 *
 * @remarks
 * The API replaces labels, parameters and source as a whole; a flag changes one of their members and keeps the others.
 */
export async function buildChangeBody(
  flags: Values<typeof changeFlags>,
  request: EnvironmentRequest,
): Promise<ChangeRequestBody> {
  const base = await readPayload(flags.file);
  const source = mergeSource(fieldsAt(base, 'source') ?? request.source, flags);
  if (flags.removeSource && source !== undefined) {
    throw new UsageError(
      'Give --remove-source, or --repo, --ref and --path, not both',
    );
  }
  return checkBody(changeRequestBodySchema, {
    ...base,
    ...withoutUndefined({
      owner: flags.owner,
      source: flags.removeSource ? null : source,
      labels: mergePairs(
        fieldsAt(base, 'labels') ?? request.labels,
        flags.label,
        flags.removeLabel,
      ),
      parameters: mergePairs(
        fieldsAt(base, 'parameters') ?? request.parameters,
        parseParameters(flags.param),
        flags.removeParam,
      ),
      classRevision: flags.newestClass ? 'current' : undefined,
      reason: flags.reason,
    }),
  });
}
