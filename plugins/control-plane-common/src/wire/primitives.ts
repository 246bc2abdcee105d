import { z } from 'zod';
import { WITHHELD } from '../validation/fieldErrors';
import { lazySchema } from '../validation/lazySchema';
import { isLabel, splitEntityRef } from '../validation/names';
import { repositoryUrlReason } from '../validation/repositoryUrl';
import { findSecret } from '../validation/secretText';
import { unsafeLineReason, unsafeTextReason } from '../validation/safeText';

/** An RFC 1123 label, at most 63 characters. */
export const labelSchema = lazySchema(() =>
  z.string().max(63).refine(isLabel, {
    error:
      'a lower-case RFC 1123 label: letters, digits and "-", beginning and ending with a letter or digit',
  }),
);

/**
 * Text of a person, which others will read in pages, logs and commits: no control or bidirectional characters, nothing that delivery
 * engines expand, no secret.
 *
 * @param options.min - fewest characters; above 0 white space alone is no text, either
 * @param options.lines - `many` where somebody explains something; everything else stands on one line.
 */
export function textSchema(options: {
  min?: number;
  max: number;
  lines?: 'one' | 'many';
}) {
  const { min = 0, max, lines } = options;
  const reasonOf = lines === 'many' ? unsafeTextReason : unsafeLineReason;
  return z
    .string()
    .min(min)
    .max(max)
    .superRefine((text, context) => {
      if (min > 0 && text !== '' && text.trim() === '') {
        context.addIssue({ code: 'custom', message: 'more than white space' });
      }
      const expected = reasonOf(text);
      if (expected) {
        context.addIssue({ code: 'custom', message: expected });
      }
      const secret = findSecret(text);
      if (secret) {
        context.addIssue({
          code: 'custom',
          message: `no secret: it reads like one (rule ${secret.rule}, line ${secret.line})`,
          params: WITHHELD,
        });
      }
    });
}

/** `req-` and 16 hex digits. */
export const requestIdSchema = lazySchema(() =>
  z.string().regex(/^req-[0-9a-f]{16}$/, {
    error: 'a request id: "req-" and 16 hex digits',
  }),
);

/** An entity reference such as `group:default/payments`, or a bare name. */
export const entityRefOrNameSchema = lazySchema(() =>
  z
    .string()
    .max(200)
    .refine(value => splitEntityRef(value) !== undefined, {
      error:
        'an entity reference such as "group:default/payments" or a bare name',
    }),
);

export const sha256Schema = lazySchema(() =>
  z.string().regex(/^sha256:[0-9a-f]{64}$/, {
    error: '"sha256:" and 64 hex digits',
  }),
);

/** A whole number as it stands in an address: decimal digits and nothing that `Number` reads besides, e.g. `0x10` or `1e2`. */
export function digitsSchema<S extends z.ZodType<number>>(number: S) {
  return z.preprocess(
    value =>
      typeof value === 'string' && /^-?[0-9]{1,9}$/.test(value)
        ? Number(value)
        : value,
    number,
  );
}

/** An instant: ISO 8601 in UTC. */
export const instantSchema = lazySchema(() => z.iso.datetime());

export const idempotencyKeySchema = lazySchema(() =>
  z.string().regex(/^[\x21-\x7e]{8,128}$/, {
    error: '8 to 128 visible ASCII characters',
  }),
);

export const leaseHoursSchema = lazySchema(() => z.int().min(1).max(8760));

export const generationSchema = lazySchema(() => z.int().min(1).max(1_000_000));

/** Annotations and labels a team may give, e.g. `cost-center: cc-1234`. */
export const requestLabelsSchema = lazySchema(() =>
  z
    .record(labelSchema, textSchema({ max: 63 }))
    .refine(labels => Object.keys(labels).length <= 20, {
      error: 'at most 20 labels',
    })
    .superRefine((labels, context) => {
      for (const [key, value] of Object.entries(labels)) {
        if (
          !/^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)
        ) {
          context.addIssue({
            code: 'custom',
            path: [key],
            message:
              'a Kubernetes label value: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
          });
        }
      }
    }),
);

const repositoryUrlSchema = lazySchema(() =>
  z
    .string()
    .min(1)
    .max(500)
    .superRefine((url, context) => {
      const expected = repositoryUrlReason(url);
      if (expected) {
        context.addIssue({ code: 'custom', message: expected });
      }
    }),
);

/** A branch, tag or commit: the rules of `git check-ref-format`, narrowed. */
const gitRefSchema = lazySchema(() =>
  z
    .string()
    .min(1)
    .max(200)
    .regex(
      /^(?![-/.])(?!.*(?:\.\.|\/\/|@\{|\.lock(?:\/|$)))[A-Za-z0-9._/-]*[A-Za-z0-9_-]$/,
      {
        error:
          'a branch, tag or commit name of letters, digits, ".", "_", "-" and "/"',
      },
    ),
);

const repositoryPathSchema = lazySchema(() =>
  z
    .string()
    .min(1)
    .max(300)
    .regex(
      /^(?!\/)(?!.*(?:^|\/)(?:-|\.{1,2}(?:\/|$)|\.git))(?!.*\/\/)[a-z0-9._/-]*[a-z0-9._-](?![\s\S])/i,
      {
        error:
          'a relative folder without ".." and ".git…", of letters, digits, ".", "_", "-" and "/", no part of which begins with "-"',
      },
    ),
);

/** The application's own repository. */
export const sourceSchema = lazySchema(() =>
  z.strictObject({
    url: repositoryUrlSchema,
    ref: gitRefSchema,
    path: repositoryPathSchema.optional(),
  }),
);
export type Source = z.infer<typeof sourceSchema>;

/** The strings of a JSON value, member names included. */
function stringsOf(value: z.core.util.JSONType): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return Array.isArray(value)
    ? value.flatMap(stringsOf)
    : Object.entries(value).flatMap(([key, member]) => [
        key,
        ...stringsOf(member),
      ]);
}

/** Any JSON value. */
export const jsonValueSchema = z.json();

/** Parameters are checked against the class's own JSON Schema; here only their size, and the text that delivery engines would expand. */
export const parametersSchema = lazySchema(() =>
  z
    .record(z.string().min(1).max(63), jsonValueSchema)
    .refine(value => JSON.stringify(value).length <= 16_384, {
      error: 'at most 16 KiB of JSON',
    })
    .superRefine((parameters, context) => {
      for (const [name, value] of Object.entries(parameters)) {
        const reason =
          unsafeLineReason(name) ??
          stringsOf(value)
            .map(unsafeTextReason)
            .find(found => found !== undefined);
        if (reason) {
          context.addIssue({ code: 'custom', path: [name], message: reason });
        }
      }
    }),
);

export const costSchema = lazySchema(() =>
  z.object({
    /** Estimated price a month, in whole units of `currency`. */
    monthly: z.number().min(0).max(10_000_000),
    /** ISO 4217. */
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'an ISO 4217 code' }),
  }),
);
export type Cost = z.infer<typeof costSchema>;
