import {
  describeValue,
  FieldError,
  MAX_INPUT_DEPTH,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';

/** The documents of a file that hold something, with their place in it counted from 1. */
export type ParsedFile =
  | { type: 'parsed'; documents: Array<{ number: number; value: unknown }> }
  | { type: 'unreadable'; error: Omit<FieldError, 'field'> };

/**
 * Reads YAML 1.2 with the core schema.
 *
 * @remarks
 * Aliases are refused altogether: a few lines of them expand to gigabytes, and what a reviewer reads in one place would
 * apply in another. So are tags other than those of the core schema, and members named twice.
 */
export function parseDocuments(content: string): ParsedFile {
  try {
    const documents = loadAll(content, {
      schema: CORE_SCHEMA,
      maxAliases: 0,
      maxDepth: MAX_INPUT_DEPTH,
    })
      .map((value, index) => ({ number: index + 1, value }))
      .filter(({ value }) => value !== null);
    return documents.length > 0
      ? { type: 'parsed', documents }
      : {
          type: 'unreadable',
          error: {
            expected: 'at least one Kubernetes object',
            got: 'an empty file',
          },
        };
  } catch (error) {
    return { type: 'unreadable', error: describeFailure(error) };
  }
}

function describeFailure(error: unknown): Omit<FieldError, 'field'> {
  const reason =
    error instanceof YAMLException ? error.reason : 'it cannot be read';
  const line =
    error instanceof YAMLException && error.mark
      ? ` in line ${error.mark.line + 1}`
      : '';
  return {
    expected: 'YAML 1.2 without aliases, tags or members named twice',
    // The reason may repeat words of the file.
    got: `${describeValue(reason)}${line}`,
  };
}
