import {
  extraManifestsSchema,
  formatFieldErrors,
  labelSchema,
  parametersSchema,
  parseInput,
  requestIdSchema,
  requestLabelsSchema,
  sha256Schema,
  sourceSchema,
  textSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { assertPlainText } from '../manifests/assertPlainText';
import { RenderInput, RenderTarget } from './RenderInput';

/** Leaves room for what is put around it in names that Flux repeats in labels: `control-plane-<target>-deliveries`. */
const MAX_TARGET_NAME = 38;

const uniqueLabelsSchema = z
  .array(labelSchema)
  .refine(values => new Set(values).size === values.length, {
    error: 'entries that differ from each other',
  });

const requestSchema = z.strictObject({
  id: requestIdSchema,
  kind: labelSchema,
  team: labelSchema,
  app: labelSchema,
  owner: textSchema({ min: 1, max: 200 }),
  labels: requestLabelsSchema,
  source: sourceSchema.optional(),
  parameters: parametersSchema,
  extraManifests: extraManifestsSchema.optional(),
});

const classSchema = z.strictObject({
  name: labelSchema,
  digest: sha256Schema,
  namespaces: uniqueLabelsSchema.min(1),
  quotaProfile: labelSchema,
  policyPacks: uniqueLabelsSchema,
});

const targetSchema = z
  .strictObject({
    name: labelSchema.max(MAX_TARGET_NAME),
    region: labelSchema,
    delivery: z.enum(['argocd', 'fluxcd']),
    destination: z.strictObject({
      server: textSchema({ min: 1, max: 500 }).optional(),
      name: textSchema({ min: 1, max: 253 }).optional(),
      kubeConfigSecret: z
        .strictObject({
          name: textSchema({ min: 1, max: 253 }),
          key: textSchema({ min: 1, max: 253 }).optional(),
        })
        .optional(),
    }),
    repositoryUrl: textSchema({ min: 1, max: 500 }),
    repositorySecret: labelSchema.optional(),
    branch: sourceSchema.shape.ref,
    deliveryNamespace: labelSchema.optional(),
    project: labelSchema.optional(),
  })
  .superRefine((target, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const { server, name, kubeConfigSecret } = target.destination;
    if (target.delivery === 'argocd') {
      if ((server === undefined) === (name === undefined)) {
        refuse(['destination'], 'either a server or a name, for Argo CD');
      }
      if (kubeConfigSecret) {
        refuse(
          ['destination', 'kubeConfigSecret'],
          'nothing for Argo CD, which knows its clusters by server or name',
        );
      }
      return;
    }
    if (server !== undefined || name !== undefined) {
      refuse(
        ['destination'],
        'a kubeConfigSecret or nothing, for Flux, which reaches remote clusters by kubeconfig only',
      );
    }
    if (!/^(?:https?|ssh):\/\//.test(target.repositoryUrl)) {
      refuse(
        ['repositoryUrl'],
        'an http, https or ssh address, the only ones that Flux fetches from',
      );
    }
  });

const renderInputSchema = z.strictObject({
  request: requestSchema,
  class: classSchema,
  target: targetSchema,
});

/**
 * Checks everything that ends up in a name, a path or a manifest.
 *
 * @throws InputError that names each wrong field, what was expected and what came.
 */
export function readRenderInput(input: RenderInput): RenderInput {
  // First, because the schema of parameters would name only the outermost member.
  assertPlainText(input.request.parameters, 'request.parameters');
  return read(renderInputSchema, input);
}

/** @throws InputError that names each wrong field, what was expected and what came. */
export function readRenderTarget(target: RenderTarget): RenderTarget {
  return read(targetSchema, target);
}

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = parseInput(schema, input);
  if (result.type === 'invalid') {
    throw new InputError(formatFieldErrors(result.errors));
  }
  return result.value;
}
