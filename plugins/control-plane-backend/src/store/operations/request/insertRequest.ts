import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Request } from '../../../domain/request/Request';
import { Writing } from '../../../sql/runTogether';
import { RequestRow, requestToRow } from '../../rows/RequestRow';
import { tables } from '../../tables';

/** Stores a new request; refused with a ConflictError when the id exists. */
export function insertRequest(db: Knex, request: Request): Writing {
  return {
    statement: db<RequestRow>(tables.requests)
      .insert(requestToRow(request))
      .onConflict('id')
      .ignore()
      .returning('id'),
    refusal: () =>
      new ConflictError(
        `Request ${request.id} exists already; ids are never reused, so ask with another idempotency key`,
      ),
  };
}
