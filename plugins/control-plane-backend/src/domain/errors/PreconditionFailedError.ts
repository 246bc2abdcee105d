import { CustomErrorBase } from '@backstage/errors';

/** The thing changed since the caller read it (RFC 9110 §15.5.13): read it again and decide anew. */
export class PreconditionFailedError extends CustomErrorBase {
  readonly statusCode = 412;
  override name = 'PreconditionFailedError' as const;
}

/** The caller did not say which state it read (RFC 6585 §3). */
export class PreconditionRequiredError extends CustomErrorBase {
  readonly statusCode = 428;
  override name = 'PreconditionRequiredError' as const;
}
