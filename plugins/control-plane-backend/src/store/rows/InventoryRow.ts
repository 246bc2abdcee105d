import { InventoryEntry } from '../InventoryStore';

export interface InventoryRow {
  request_id: string;
  api_version: string;
  kind: string;
  namespace: string;
  name: string;
  path: string;
  generation: number;
}

export function rowToInventoryEntry(row: InventoryRow): InventoryEntry {
  return {
    requestId: row.request_id,
    apiVersion: row.api_version,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    path: row.path,
    generation: row.generation,
  };
}
