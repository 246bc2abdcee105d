import { Knex } from 'knex';
import { InventoryEntry, InventoryStore } from './InventoryStore';
import { byCodeUnit } from './operations/byCodeUnit';
import { replaceInventory } from './operations/inventory/replaceInventory';
import { InventoryRow, rowToInventoryEntry } from './rows/InventoryRow';
import { tables } from './tables';

/** The objects that requests own. */
export class DatabaseInventoryStore implements InventoryStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async replace(requestId: string, entries: InventoryEntry[]): Promise<void> {
    await replaceInventory(this.#db, requestId, entries);
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
