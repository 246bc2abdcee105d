import { findSecret } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { loadAll } from 'js-yaml';

/** What was found; never holds the value. */
export interface SecretFinding {
  path: string;
  /** Stable name of the rule, e.g. `kubernetes-secret`. */
  rule: string;
  /** First line of the finding, from 1; absent where the whole file is meant. */
  line?: number;
}

/**
 * Looks for secrets in a file that is about to be written to Git.
 *
 * @remarks
 * Precise rather than complete: a hit stops a publication for good, so each rule matches only what is a secret beyond
 * reasonable doubt. Encrypted values of SOPS, SealedSecrets and references to secrets pass.
 */
export function scanForSecrets(
  path: string,
  content: string,
): SecretFinding | undefined {
  const found = findSecret(content);
  if (found) {
    return { path, ...found };
  }
  return holdsKubernetesSecret(content)
    ? { path, rule: 'kubernetes-secret' }
    : undefined;
}

function holdsKubernetesSecret(content: string): boolean {
  if (!content.includes('Secret')) {
    return false;
  }
  let documents: unknown[];
  try {
    documents = loadAll(content);
  } catch {
    return content.split(/^---/m).some(readsLikeKubernetesSecret);
  }
  const seen = new Set<unknown>();
  const left = [...documents];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) {
      continue;
    }
    seen.add(value); // Aliases make one object stand in many places.
    if (isSecretWithValues(value)) {
      return true;
    }
    left.push(...Object.values(value));
  }
  return false;
}

function isSecretWithValues(value: object): boolean {
  if (!('kind' in value) || value.kind !== 'Secret') {
    return false;
  }
  const data = 'data' in value ? value.data : undefined;
  const stringData = 'stringData' in value ? value.stringData : undefined;
  return [data, stringData].some(
    fields =>
      typeof fields === 'object' &&
      fields !== null &&
      Object.values(fields).some(
        field => !(typeof field === 'string' && field.startsWith('ENC[')),
      ),
  );
}

/** For text that is not valid YAML, such as a template: `kind: Secret` and `data:` on one level. */
function readsLikeKubernetesSecret(document: string): boolean {
  const indents = new Set<string>();
  const lines = document.split('\n');
  for (const line of lines) {
    const kind =
      /^([ \t]{0,100})["']?kind["']?:[ \t]{0,5}["']?Secret["']?[ \t,]{0,20}\r?$/.exec(
        line,
      );
    if (kind) {
      indents.add(kind[1]);
    }
  }
  return lines.some(line => {
    const data = /^([ \t]{0,100})["']?(?:data|stringData)["']?:/.exec(line);
    return data !== null && indents.has(data[1]);
  });
}
