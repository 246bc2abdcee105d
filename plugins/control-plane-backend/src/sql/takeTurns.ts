import { setImmediate as nextTurn } from 'node:timers/promises';
import { Knex } from 'knex';

/**
 * Gives whoever asks for the connection a turn of the event loop of its own.
 *
 * @remarks
 * SQLite runs in this process and answers at once, so that those who wait for the connection would follow each other within
 * one turn for as long as there are any: no request would be served and no lease renewed meanwhile. So nothing is held up for
 * longer than one statement or transaction takes.
 */
export function takeTurns(knex: Knex): void {
  const { client } = knex;
  const isValid: (connection: unknown) => unknown =
    client.validateConnection.bind(client);
  // The pool asks each time before it gives the connection out, and waits for the answer.
  client.validateConnection = async (connection: unknown) => {
    await nextTurn();
    return isValid(connection);
  };
}
