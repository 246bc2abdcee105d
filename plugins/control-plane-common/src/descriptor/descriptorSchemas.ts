import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import {
  entityRefOrNameSchema,
  labelSchema,
  leaseHoursSchema,
  parametersSchema,
  requestLabelsSchema,
  sourceSchema,
  textSchema,
} from '../wire/primitives';

/** `apiVersion` of the descriptors that this version understands. */
export const DESCRIPTOR_API_VERSION = 'control-plane.io/v1alpha1';

/** Kinds of catalog entities that become classes and requests. */
export const DESCRIPTOR_KINDS = [
  'EnvironmentClass',
  'EnvironmentRequest',
] as const;
export type DescriptorKind = (typeof DESCRIPTOR_KINDS)[number];

export function isDescriptorKind(value: string): value is DescriptorKind {
  return DESCRIPTOR_KINDS.some(kind => kind === value);
}

/** `spec` of an `EnvironmentRequest` descriptor: what shall live for as long as the descriptor stays. */
export const requestDescriptorSpecSchema = lazySchema(() =>
  z.strictObject({
    class: labelSchema,
    /** A Group of the catalog's default namespace, as entity reference or bare name. */
    team: entityRefOrNameSchema,
    /** A Component of the catalog's default namespace, as entity reference or bare name. */
    app: entityRefOrNameSchema,
    region: labelSchema,
    /** Length of the whole lease; the class's default when absent. A greater number later on extends it. */
    leaseHours: leaseHoursSchema.optional(),
    /** Who asks: the team's Group, which it is when absent, or a User in it. Neither they nor a member of the Group may approve. */
    owner: entityRefOrNameSchema.optional(),
    source: sourceSchema.optional(),
    labels: requestLabelsSchema.optional(),
    parameters: parametersSchema.optional(),
    /** Why, for whoever approves. */
    reason: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type RequestDescriptorSpec = z.output<
  typeof requestDescriptorSpecSchema
>;
