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
  if (/\.json$/i.test(file)) {
    return [loadJson(file, content)];
  }
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

function loadJson(file: string, content: string): unknown {
  try {
    return content.trim() === '' ? undefined : JSON.parse(content);
  } catch {
    throw new UsageError(
      `Expected JSON in ${file}, line ${brokenLine(
        content,
      )}, got something else`,
    );
  }
}

/** The first line with which the text cannot be the beginning of JSON any more: the parser does not always say where that is. */
function brokenLine(content: string): number {
  const lines = content.trimEnd().split('\n');
  const broken = lines.findIndex((_, last) =>
    isBroken(lines.slice(0, last + 1).join('\n')),
  );
  return broken < 0 ? lines.length : broken + 1;
}

/** Whether something is wrong with a text besides that it ends too early. */
function isBroken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    const message = isError(error) ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined
      ? !message.startsWith('Unexpected end')
      : Number(position) < text.length;
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
