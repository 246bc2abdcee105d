import { PublishOperation } from '../Publisher';

/** The trailer by which a commit that landed unseen is recognised. */
export const OPERATION_TRAILER = 'Control-Plane-Operation';

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What is wrong with the message of an operation, or undefined. */
export function refusalOfMessage(
  operation: Pick<PublishOperation, 'id' | 'subject' | 'body' | 'trailers'>,
): string | undefined {
  if (!/^[A-Za-z0-9][\w.:-]{0,127}$/.test(operation.id)) {
    return 'the operation id must be 1 to 128 letters, digits or one of ._:-';
  }
  const { subject, body, trailers } = operation;
  if (subject.trim() === '' || subject.length > 72 || CONTROL.test(subject)) {
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
    if (value.trim() === '' || value.length > 1000 || CONTROL.test(value)) {
      return `the value of trailer ${key} must be 1 to 1000 characters without control characters`;
    }
  }
  return undefined;
}

/**
 * The commit message of an operation: subject, body, and one last paragraph of trailers.
 *
 * @remarks
 * Git reads trailers from the last paragraph only, and a body can never be the last one, so it cannot forge them.
 */
export function commitMessage(
  operation: Pick<PublishOperation, 'id' | 'subject' | 'body' | 'trailers'>,
): string {
  const body = operation.body?.trim();
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
