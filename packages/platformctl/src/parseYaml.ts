import { isError } from '@backstage/errors';
import { loadAll } from 'js-yaml';
import { UsageError } from './errors';

/**
 * The one document of a YAML (or JSON) file; undefined when the file is empty.
 *
 * @throws UsageError naming the line only: the parser's own message quotes the file, which may hold a token.
 */
export function parseYaml(file: string, content: string): unknown {
  const documents = load(file, content);
  if (documents.length > 1) {
    throw new UsageError(
      `Expected one YAML document in ${file}, got ${documents.length}`,
    );
  }
  return documents[0];
}

function load(file: string, content: string): unknown[] {
  try {
    return loadAll(content);
  } catch (error) {
    const line =
      isError(error) && hasLine(error.mark)
        ? `, line ${error.mark.line + 1}`
        : '';
    throw new UsageError(`Expected YAML in ${file}${line}, got something else`);
  }
}

function hasLine(value: unknown): value is { line: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'line' in value &&
    typeof value.line === 'number'
  );
}
