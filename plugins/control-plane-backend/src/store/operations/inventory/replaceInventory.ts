import { Knex } from 'knex';
import { InventoryEntry } from '../../InventoryStore';
import { inventoryEntryToRow, InventoryRow } from '../../rows/InventoryRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** Makes `entries` the whole inventory of a request: nobody sees it empty or half-written in between. */
export async function replaceInventory(
  db: Knex,
  requestId: string,
  entries: readonly InventoryEntry[],
): Promise<void> {
  const stranger = entries.find(entry => entry.requestId !== requestId);
  if (stranger) {
    throw new Error(
      `Expected an inventory of ${requestId}, got an entry of ${stranger.requestId} (${stranger.path})`,
    );
  }
  const replace = async (tx: Knex) => {
    await tx<InventoryRow>(tables.inventory)
      .where({ request_id: requestId })
      .delete();
    for (const chunk of chunksOf(entries)) {
      await tx<InventoryRow>(tables.inventory).insert(
        chunk.map(inventoryEntryToRow),
      );
    }
  };
  // A savepoint within a transaction would cost two more round trips.
  await (db.isTransaction ? replace(db) : db.transaction(replace));
}
