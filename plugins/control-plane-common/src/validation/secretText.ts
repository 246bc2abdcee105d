/** A secret that stands in a text; never holds the value. */
export interface FoundSecret {
  /** Stable name of the rule, e.g. `github-token`. */
  rule: string;
  /** Line on which it begins, from 1. */
  line: number;
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
  /^[ \t]{0,100}(?:[->] )?["']?(?:[a-z0-9]{1,30}[-_])?(?:password|passwd|client[-_]?secret|api[-_]?key|secret[-_]?key|access[-_]?token|auth[-_]?token)["']?[ \t]{0,5}[:=][ \t]{0,5}["']?([^\s"'{}$<>()]{12,200})["']?,?[ \t]{0,20}$/i;

/**
 * Looks for a secret in a text.
 *
 * @remarks
 * Precise rather than complete: a hit stops what somebody wants to do, so each rule matches only what is a secret beyond reasonable doubt.
 */
export function findSecret(text: string): FoundSecret | undefined {
  for (const { rule, pattern } of TEXT_SHAPES) {
    const match = pattern.exec(text);
    if (match) {
      return { rule, line: lineAt(text, match.index) };
    }
  }
  const named = text.split('\n').findIndex(looksLikeNamedSecret);
  return named >= 0 ? { rule: 'password-literal', line: named + 1 } : undefined;
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
