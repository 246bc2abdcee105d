import { resolve } from 'node:path';

/** Escapes behind which a server may find a dot, a slash or a backslash. */
const ESCAPED_SEPARATOR = /%2e|%2f|%5c/i;

interface Location {
  type: string;
  target: string;
}

/** One rule: a location itself, or everything below a folder when its target ends with a slash. */
interface LocationRule extends Location {
  isFolder: boolean;
}

/**
 * Which locations of the catalog an operator trusts.
 *
 * @remarks
 * A rule is a location reference such as `url:https://github.com/acme/platform/blob/main/classes.yaml`. One that ends with `/` trusts what
 * lies below that folder. Addresses are compared in the one form in which they can be written: whatever a server could read in another way
 * than we do (`..`, escaped slashes, a name and password, a query below a folder) is trusted by no rule. Files are written as in
 * `catalog.locations`, relative to the folder that the backend runs in.
 */
export class LocationRules {
  readonly #rules: readonly LocationRule[];

  /** @throws Error saying what a rule should have been. */
  static create(rules: readonly string[]): LocationRules {
    return new LocationRules(rules.map(readRule));
  }

  private constructor(rules: readonly LocationRule[]) {
    this.#rules = rules;
  }

  /** Whether a location, as the catalog writes it, is one of them. */
  trusts(location: string): boolean {
    const found = split(location);
    if (!found || canonical(found) !== found.target) {
      return false;
    }
    return this.#rules.some(rule => {
      if (rule.type !== found.type) {
        return false;
      }
      return rule.isFolder
        ? found.target.startsWith(rule.target) && !/[?#]/.test(found.target)
        : found.target === rule.target;
    });
  }
}

/** What is wrong with a rule, for whoever wrote it; undefined when nothing is. */
export function locationRuleProblem(rule: string): string | undefined {
  try {
    readRule(rule);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readRule(rule: string): LocationRule {
  const location = split(rule);
  if (!location) {
    throw new Error(
      'a location such as "url:https://github.com/acme/platform/blob/main/classes/" or "file:../../classes.yaml"',
    );
  }
  const isFolder = location.target.endsWith('/');
  const target = canonical(location);
  if (target === undefined) {
    throw new Error(
      'an http or https address without credentials, "..", escaped slashes and backslashes',
    );
  }
  if (location.type === 'url' && target !== location.target) {
    throw new Error(`the address in its plain form, "url:${target}"`);
  }
  if (isFolder && location.type === 'url' && /[?#]/.test(target)) {
    throw new Error('no query in the address of a folder');
  }
  return {
    type: location.type,
    target:
      isFolder && location.type === 'file'
        ? `${target.replace(/\/$/, '')}/`
        : target,
    isFolder,
  };
}

function split(location: string): Location | undefined {
  const match = /^(url|file):(.+)$/.exec(location);
  return match ? { type: match[1], target: match[2] } : undefined;
}

/** The one spelling of a target; undefined when it has none that is safe to compare. */
function canonical({ type, target }: Location): string | undefined {
  if (type === 'file') {
    return resolve(target);
  }
  if (
    !URL.canParse(target) ||
    target.includes('\\') ||
    ESCAPED_SEPARATOR.test(target)
  ) {
    return undefined;
  }
  const url = new URL(target);
  const isPlain =
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.password === '';
  return isPlain ? url.href : undefined;
}
