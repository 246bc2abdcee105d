import { loadAll } from 'js-yaml';

/** What was found; never holds the value. */
export interface SecretFinding {
  path: string;
  /** Stable name of the rule, e.g. `kubernetes-secret`. */
  rule: string;
  /** First line of the finding, from 1; absent where the whole file is meant. */
  line?: number;
}

interface SecretShape {
  rule: string;
  /** Every repetition is bounded, so that a scan is linear in the text. */
  pattern: RegExp;
}

/** Credentials that are recognised by their own form. */
export const TOKEN_SHAPES: readonly SecretShape[] = [
  { rule: 'aws-access-key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  {
    rule: 'github-token',
    pattern: /\bgh[pousr]_[A-Za-z0-9]{36,255}|\bgithub_pat_\w{22,255}/,
  },
  {
    rule: 'gitlab-token',
    pattern: /\bgl(?:pat|rt|dt|ptt|soat|cbt|ft|agent)-[\w-]{20,255}/,
  },
  {
    rule: 'slack-token',
    pattern:
      /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}|hooks\.slack\.com\/services\/T\w{5,20}\/B\w{5,20}\/\w{16,40}/,
  },
  {
    rule: 'json-web-token',
    pattern: /\beyJ[\w-]{10,1000}\.eyJ[\w-]{10,2000}\.[\w-]{10,1000}/,
  },
  { rule: 'google-api-key', pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { rule: 'npm-token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { rule: 'stripe-key', pattern: /\b[sr]k_live_[A-Za-z0-9]{20,255}/ },
];

const TEXT_SHAPES: readonly SecretShape[] = [
  {
    rule: 'private-key',
    pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/,
  },
  ...TOKEN_SHAPES,
  {
    rule: 'aws-secret-key',
    pattern:
      /aws_?secret_?access_?key["']?[ \t]{0,5}[:=][ \t]{0,5}["']?[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/i,
  },
  {
    // The name of a variable, `$(…)` or `{{ … }}`, in the place of the password is fine.
    rule: 'password-in-url',
    pattern:
      /\b[a-z][a-z0-9+-]{1,20}:\/\/[^\s:/@"']{1,100}:[^\s:/@"'$({<*]{3,200}@/i,
  },
];

/** Key names whose literal value is a secret, when it looks random: upper and lower case and a digit, which no object name has. */
const NAMED_SECRET =
  /^[ \t]{0,100}(?:- )?["']?(?:[a-z0-9]{1,30}[-_])?(?:password|passwd|client[-_]?secret|api[-_]?key|secret[-_]?key|access[-_]?token|auth[-_]?token)["']?[ \t]{0,5}[:=][ \t]{0,5}["']?([^\s"'{}$<>()]{12,200})["']?,?[ \t]{0,20}$/i;

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
  for (const { rule, pattern } of TEXT_SHAPES) {
    const match = pattern.exec(content);
    if (match) {
      return { path, rule, line: lineAt(content, match.index) };
    }
  }
  const lines = content.split('\n');
  const named = lines.findIndex(looksLikeNamedSecret);
  if (named >= 0) {
    return { path, rule: 'password-literal', line: named + 1 };
  }
  return holdsKubernetesSecret(content)
    ? { path, rule: 'kubernetes-secret' }
    : undefined;
}

function looksLikeNamedSecret(line: string): boolean {
  const value = line.length <= 500 && NAMED_SECRET.exec(line)?.[1];
  return (
    !!value &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    !value.startsWith('ENC[')
  );
}

function lineAt(content: string, index: number): number {
  return content.slice(0, index).split('\n').length;
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
