import { SeededRandom } from '../crash/SeededRandom';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { FullDisk } from './FullDisk';

/** More pages than a run could fill. */
const PLENTY = 1_000_000;

/** SQLite is told how many pages there are, and says of the next one what it says of a full disk. */
export class SqliteDisk implements FullDisk {
  constructor(private readonly databases: FaultDatabases) {}

  async open(): Promise<FaultDatabase> {
    return this.databases.open();
  }

  async fill({ knex }: FaultDatabase, random: SeededRandom): Promise<string> {
    const pages = random.between(5, 120);
    const [{ page_count: used }] = await knex.raw('pragma page_count');
    await knex.raw(`pragma max_page_count = ${used + pages}`);
    return `${pages} pages`;
  }

  async free({ knex }: FaultDatabase): Promise<void> {
    await knex.raw(`pragma max_page_count = ${PLENTY}`);
  }

  async damage({ knex }: FaultDatabase): Promise<string[]> {
    const [{ integrity_check: integrity }] = await knex.raw(
      'pragma integrity_check',
    );
    return integrity === 'ok' ? [] : [`the database is damaged: ${integrity}`];
  }

  async remove(): Promise<void> {
    await this.databases.remove();
  }
}
