import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { insertText } from '../../../sql/insertText';
import { Writing } from '../../../sql/runTogether';
import { requestToRow } from '../../rows/RequestRow';
import { tables } from '../../tables';

/** Stores a new request; refused with a ConflictError when the id exists. */
export function insertRequest(db: Knex, request: Request): Writing {
  return {
    statement: insertText(db, {
      table: tables.requests,
      row: requestToRow(request),
      rest: 'on conflict (id) do nothing returning id',
    }),
    refusal: () =>
      new ConflictError(
        `Request ${request.id} exists already; ids are never reused, so ask with another idempotency key`,
      ),
  };
}
