import { Knex } from 'knex';
import { InventoryEntry, InventoryStore } from './InventoryStore';
import { byCodeUnit } from './operations/byCodeUnit';
import { inventoryOfRevisions } from './operations/inventory/inventoryOfRevisions';
import { GenerationKey } from './operations/revision/generationKeys';
import { InventoryRow, rowToInventoryEntry } from './rows/InventoryRow';
import { tables } from './tables';

/** The objects that requests own. */
export class DatabaseInventoryStore implements InventoryStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async follow(revisions: readonly GenerationKey[]): Promise<void> {
    await inventoryOfRevisions(this.#db, revisions);
  }

  async list(requestId: string): Promise<InventoryEntry[]> {
    const rows = await this.#db<InventoryRow>(tables.inventory).where({
      request_id: requestId,
    });
    return rows
      .map(rowToInventoryEntry)
      .sort(byCodeUnit(entry => `${entry.path}\n${entry.kind}\n${entry.name}`));
  }
}
