import { RequestHandler } from 'express';

/**
 * A router that is made for the first request.
 *
 * @remarks
 * To mount some forty-five routes takes about as long as to open the database, and the backend serves without it: the first request pays
 * for it once.
 */
export function mountWhenAsked(create: () => RequestHandler): RequestHandler {
  let router: RequestHandler | undefined;
  return (req, res, next) => {
    router ??= create();
    router(req, res, next);
  };
}
