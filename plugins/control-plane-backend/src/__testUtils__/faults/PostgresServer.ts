/** What is done to the PostgreSQL server as a whole. */
export type PostgresAction =
  /** Ends it like a power cut: connections break, and nothing answers. */
  | 'halt'
  /** Starts it again on the same data. */
  | 'resume';

/** A PostgreSQL server that belongs to the fault program alone. */
export interface PostgresServer {
  do(action: PostgresAction): Promise<void>;
}

interface Answer {
  id: number;
  error?: string;
}

/** Asks the process that started this one, and with it the server, by messages between the two. */
export class ParentPostgresServer implements PostgresServer {
  #asked = 0;

  async do(action: PostgresAction): Promise<void> {
    this.#asked += 1;
    const id = this.#asked;
    const { error } = await new Promise<Answer>((resolve, reject) => {
      const hear = (answer: Answer) => {
        if (answer.id === id) {
          process.off('message', hear);
          resolve(answer);
        }
      };
      process.on('message', hear);
      process.send?.({ id, postgres: action }, (failure: Error | null) => {
        if (failure) {
          process.off('message', hear);
          reject(failure);
        }
      });
    });
    if (error !== undefined) {
      throw new Error(`PostgreSQL: could not ${action}: ${error}`);
    }
  }
}
