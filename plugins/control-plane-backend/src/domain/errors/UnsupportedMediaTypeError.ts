import { CustomErrorBase } from '@backstage/errors';

/** The body is not of a type that the API reads (RFC 9110 §15.5.16). */
export class UnsupportedMediaTypeError extends CustomErrorBase {
  readonly statusCode = 415;
  override name = 'UnsupportedMediaTypeError' as const;
}
