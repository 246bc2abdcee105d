import { randomUUID } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  FieldError,
  Problem,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';

/** RFC 9110 names of the statuses that the API answers. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  428: 'Precondition Required',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Statuses of the errors of `@backstage/errors`, which are told apart by name because several copies may be loaded. */
const STATUS_BY_NAME: Readonly<Record<string, number>> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

/** Codes of a database or network that cannot be reached: Node's, PostgreSQL's classes 08 and 57P, and its end of a frozen transaction. */
const UNREACHABLE = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|57P|25P03)/;

/** The same in words, where the driver of PostgreSQL gives no code: the connection broke, before the statement or in it. */
const CONNECTION_LOST =
  /(?:Connection terminated(?: unexpectedly| due to connection timeout)?|is not queryable|timeout expired)$/;

/** Codes of a database whose disk is full. */
const NO_SPACE = /^(?:SQLITE_FULL|53100)$/;

/** Codes of a transaction that others were in the way of, and that was tried again for seconds. */
const BUSY = /^(?:SQLITE_BUSY|SQLITE_LOCKED|40001|40P01|55P03)/;

/** What another service answered to a question of ours: its status says nothing about what the caller asked. */
const INNER_ANSWER = 'ResponseError';

export interface PresentedProblem {
  problem: Problem;
  headers: Record<string, string>;
  /** Present when the answer hides what happened: the id under which the log tells it. */
  logId?: string;
}

/** Seconds after which a caller should try again what was unavailable. */
const RETRY_AFTER_SECONDS = 5;

/** An error as RFC 9457 problem details with Backstage's own members beside; what is nobody's business stays in the log. */
export function presentProblem(
  error: unknown,
  request: { path: string },
): PresentedProblem {
  const status = statusOf(error);
  const isForLog =
    status === 500 || hasCode(error, NO_SPACE) || isInnerAnswer(error);
  const logId = isForLog ? randomUUID() : undefined;
  const message = messageOf(error, status, logId);
  const errors: FieldError[] | undefined =
    error instanceof InvalidFieldsError ? error.fields : undefined;
  const name = status === 500 || !isError(error) ? 'Error' : error.name;
  return {
    problem: {
      type: 'about:blank',
      title: TITLES[status] ?? 'Error',
      status,
      detail: message,
      instance: request.path,
      ...(errors ? { errors } : {}),
      error: { name, message },
      response: { statusCode: status },
    },
    headers:
      status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {},
    ...(logId ? { logId } : {}),
  };
}

function messageOf(
  error: unknown,
  status: number,
  logId: string | undefined,
): string {
  if (hasCode(error, NO_SPACE)) {
    return `The database of the control plane has no space left, and nothing of the call was stored; an operator finds it in the log under ${logId}. Try again once there is space`;
  }
  if (hasCode(error, BUSY)) {
    return 'The database of the control plane is busy, and nothing of the call was stored; try again in a moment';
  }
  if (isInnerAnswer(error)) {
    return `A service that the control plane asks did not answer as it should; an operator finds it in the log under ${logId}. Try again in a moment`;
  }
  if (logId) {
    return `Something went wrong in the control plane; an operator finds it in the log under ${logId}`;
  }
  if (
    status === 503 &&
    isError(error) &&
    error.name !== 'ServiceUnavailableError'
  ) {
    return 'The database of the control plane cannot be reached; try again in a moment';
  }
  return isError(error) ? error.message : 'Unknown error';
}

function statusOf(error: unknown): number {
  if (!isError(error)) {
    return 500;
  }
  if (isInnerAnswer(error)) {
    return 503;
  }
  for (const candidate of [error.statusCode, error.status]) {
    if (typeof candidate === 'number' && TITLES[candidate]) {
      return candidate;
    }
  }
  if (
    error.name === 'KnexTimeoutError' ||
    CONNECTION_LOST.test(error.message) ||
    [UNREACHABLE, NO_SPACE, BUSY].some(codes => hasCode(error, codes))
  ) {
    return 503;
  }
  return STATUS_BY_NAME[error.name] ?? 500;
}

function isInnerAnswer(error: unknown): boolean {
  return isError(error) && error.name === INNER_ANSWER;
}

function hasCode(error: unknown, codes: RegExp): boolean {
  return (
    isError(error) && typeof error.code === 'string' && codes.test(error.code)
  );
}
