import {
  describeValue,
  ExtraManifest,
  FieldError,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { KindFile } from '../kinds/Kind';
import { Manifest } from '../manifests/Manifest';
import { describeExtraKinds, isExtraKind } from './extraKinds';
import { findUnsafeValue } from './findUnsafeValue';
import { checkObject } from './objectRules';
import { parseDocuments } from './parseDocuments';

/** More are no guard against anything but their own sum: each is a row of the inventory and a call to the cluster. */
const MAX_OBJECTS = 100;

export type ExtraFiles =
  | { type: 'valid'; files: KindFile[] }
  | { type: 'invalid'; errors: FieldError[] };

/** What stands in the request's folder already. */
export interface TakenNames {
  /** Whether a file of that name is written by the control plane. */
  hasFile(name: string): boolean;
  /** Whether an object of that group, kind, namespace and name is. */
  hasObject(manifest: Manifest): boolean;
}

interface Surroundings {
  /** Names of the request's namespaces, the application's own first. */
  namespaces: readonly string[];
  taken: TakenNames;
}

const metadataSchema = z.strictObject({
  name: z
    .string()
    .max(253)
    .regex(/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/, {
      error: 'the name of an object, such as "web"',
    }),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: metadataSchema,
});

/**
 * Reads what a team adds to what its class renders.
 *
 * @remarks
 * Pure. An object without a namespace goes to the first one of the request. Errors name file, document and field, e.g.
 * `extraManifests.web.yaml, document 2, spec.type`.
 */
export function readExtraManifests(
  options: Surroundings & {
    files: readonly ExtraManifest[];
  },
): ExtraFiles {
  const seen = new Set<string>();
  const read = options.files.map(file => readFile(file, options, seen));
  const errors = read.flatMap(file => file.errors);
  if (seen.size > MAX_OBJECTS) {
    errors.push({
      field: 'extraManifests',
      expected: `at most ${MAX_OBJECTS} objects`,
      got: String(seen.size),
    });
  }
  return errors.length > 0
    ? { type: 'invalid', errors }
    : {
        type: 'valid',
        files: read.map(({ name, objects }) => ({ name, objects })),
      };
}

/** @param seen - identities of the objects before; those of this file are added. */
function readFile(
  { name, content }: ExtraManifest,
  { namespaces, taken }: Surroundings,
  seen: Set<string>,
): KindFile & { errors: FieldError[] } {
  const field = `extraManifests.${name}`;
  const errors: FieldError[] = taken.hasFile(name)
    ? [
        {
          field,
          expected: 'a file name that the control plane does not use itself',
          got: describeValue(name),
        },
      ]
    : [];
  const parsed = parseDocuments(content);
  if (parsed.type === 'unreadable') {
    return {
      name,
      objects: [],
      errors: [...errors, { field, ...parsed.error }],
    };
  }
  const objects: Manifest[] = [];
  for (const { number, value } of parsed.documents) {
    const place = `${field}, document ${number}`;
    const object = readObject(value, namespaces[0]);
    if (object.type === 'invalid') {
      errors.push(...object.errors.map(error => within(place, error)));
      continue;
    }
    const { manifest } = object;
    errors.push(
      ...[
        ...checkNamespace(manifest, namespaces),
        ...checkName(manifest, taken, seen),
      ].map(error => within(place, error)),
    );
    seen.add(identityOf(manifest));
    objects.push(manifest);
  }
  return { name, objects, errors };
}

function within(place: string, { field, ...rest }: FieldError): FieldError {
  return { field: field === 'body' ? place : `${place}, ${field}`, ...rest };
}

type ReadObject =
  | { type: 'valid'; manifest: Manifest }
  | { type: 'invalid'; errors: FieldError[] };

function readObject(value: unknown, namespace: string): ReadObject {
  const parsed = parseInput(objectSchema, value);
  if (parsed.type === 'invalid') {
    return parsed;
  }
  const { apiVersion, kind, metadata } = parsed.value;
  if (!isExtraKind(apiVersion, kind)) {
    return {
      type: 'invalid',
      errors: [
        {
          field: 'kind',
          expected: describeExtraKinds(),
          got: describeValue(`${kind} of ${apiVersion}`),
        },
      ],
    };
  }
  const unsafe = findUnsafeValue(parsed.value);
  if (unsafe) {
    return { type: 'invalid', errors: [unsafe] };
  }
  // The core schema of YAML makes plain JSON and nothing else.
  const object = parsed.value as JsonObject;
  const errors = checkObject(kind, object);
  return errors.length > 0
    ? { type: 'invalid', errors }
    : {
        type: 'valid',
        manifest: {
          ...object,
          apiVersion,
          kind,
          metadata: { ...metadata, namespace: metadata.namespace ?? namespace },
        },
      };
}

function checkNamespace(
  { metadata }: Manifest,
  namespaces: readonly string[],
): FieldError[] {
  return metadata.namespace && namespaces.includes(metadata.namespace)
    ? []
    : [
        {
          field: 'metadata.namespace',
          expected: `nothing, or a namespace of the request: ${namespaces.join(
            ', ',
          )}`,
          got: describeValue(metadata.namespace),
        },
      ];
}

function checkName(
  manifest: Manifest,
  taken: TakenNames,
  seen: ReadonlySet<string>,
): FieldError[] {
  const clashes = [
    ...(taken.hasObject(manifest)
      ? ['an object that the control plane writes']
      : []),
    ...(seen.has(identityOf(manifest))
      ? ['another object of these files']
      : []),
  ];
  return clashes.map(other => ({
    field: 'metadata.name',
    expected: `a name that is not taken by ${other}`,
    got: `${manifest.kind} ${describeValue(manifest.metadata.name)}`,
  }));
}

function identityOf({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace, metadata.name].join('/');
}
