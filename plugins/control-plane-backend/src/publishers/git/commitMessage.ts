import { PublishOperation } from '../Publisher';

/** The trailer by which a commit that landed unseen is recognised. */
export const OPERATION_TRAILER = 'Control-Plane-Operation';

/** Would end a line, or rewrite one on a terminal. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Changes how the text around it reads, or nothing, and is not seen itself: soft hyphens, joiners, tags, changes of direction. */
const INVISIBLE = /(?=\p{Default_Ignorable_Code_Point})\p{Cf}/gu;

/** What is wrong with the message of an operation, or undefined. */
export function refusalOfMessage(
  operation: Pick<PublishOperation, 'id' | 'subject' | 'body' | 'trailers'>,
): string | undefined {
  if (!/^[A-Za-z0-9][\w.:-]{0,127}$/.test(operation.id)) {
    return 'the operation id must be 1 to 128 letters, digits or one of ._:-';
  }
  const { subject, body, trailers } = operation;
  if (subject.trim() === '' || subject.length > 72 || !isPlain(subject)) {
    return 'the subject must be 1 to 72 characters without control characters';
  }
  if (body !== undefined && CONTROL.test(body.replaceAll(/[\n\t]/g, ''))) {
    return 'the body must have no control characters';
  }
  for (const { key, value } of trailers) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(key)) {
      return 'a trailer key must be 1 to 64 letters, digits or hyphens';
    }
    if (key.toLowerCase() === OPERATION_TRAILER.toLowerCase()) {
      return `the trailer ${OPERATION_TRAILER} is written by the publisher alone`;
    }
    if (value.trim() === '' || value.length > 1000 || !isPlain(value)) {
      return `the value of trailer ${key} must be 1 to 1000 characters without control characters`;
    }
  }
  return undefined;
}

/** What we make up ourselves, or are told by the identity service, has nothing hidden in it. */
function isPlain(text: string): boolean {
  return !CONTROL.test(text) && !/\p{Cf}/u.test(text);
}

/**
 * The commit message of an operation: subject, body, and one last paragraph of trailers.
 *
 * @remarks
 * Git reads trailers from the last paragraph only, and a body can never be the last one, so it cannot forge them.
 *
 * The body is what a person typed or pasted. What nobody sees of it is left out, not refused: it was let in and approved long before.
 */
export function commitMessage(
  operation: Pick<PublishOperation, 'id' | 'subject' | 'body' | 'trailers'>,
): string {
  const body = operation.body?.replaceAll(INVISIBLE, '').trim();
  const trailers = [
    { key: OPERATION_TRAILER, value: operation.id },
    ...operation.trailers,
  ].map(({ key, value }) => `${key}: ${value.trim()}`);
  return [
    operation.subject.trim(),
    ...(body ? [body] : []),
    `${trailers.join('\n')}\n`,
  ].join('\n\n');
}
