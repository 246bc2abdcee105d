import { readFile } from 'node:fs/promises';
import { JsonValue } from '@backstage/types';
import {
  FieldError,
  formatFieldErrors,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { UsageError } from '../errors';
import { parseYaml } from '../parseYaml';
import { Pair } from './flagTypes';

/** A JSON or YAML file with a body for the API; flags are laid over it. */
export async function readPayload(
  file: string | undefined,
): Promise<Record<string, unknown>> {
  if (file === undefined) {
    return {};
  }
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--file: could not read ${file}`, error);
  });
  // JSON is YAML, so one parser reads both.
  const parsed = z
    .record(z.string(), z.unknown())
    .safeParse(parseYaml(file, content));
  if (!parsed.success) {
    throw new UsageError(`--file: expected an object in ${file}`);
  }
  return parsed.data;
}

/**
 * Checks a body by the API's own schema before it is sent.
 *
 * @throws UsageError naming the fields; they have the API's names, as a file has them.
 */
export function checkBody<S extends z.ZodType>(
  schema: S,
  body: unknown,
): z.output<S> {
  const result = parseInput(schema, body);
  if (result.type === 'invalid') {
    throw new UsageError(describeErrors(result.errors));
  }
  return result.value;
}

function describeErrors(errors: FieldError[]): string {
  return errors.length === 1
    ? formatFieldErrors(errors)
    : [
        'These fields are wrong:',
        ...errors.map(error => formatFieldErrors([error])),
      ].join('\n  ');
}

/** Parameters of the command line: JSON where the text is JSON, else the text itself. */
export function parseParameters(
  pairs: ReadonlyArray<Pair<string>>,
): Array<Pair<JsonValue>> {
  return pairs.map(({ key, value }) => ({ key, value: parseParameter(value) }));
}

function parseParameter(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
