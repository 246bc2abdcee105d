import { ClassOrigin, ClassRevision } from '../../domain/classes/ClassRevision';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface ClassRow {
  name: string;
  current_digest: string;
  origin: ClassOrigin;
  offered: boolean;
  updated_at: StoredInstant;
}

export interface ClassRevisionRow {
  name: string;
  digest: string;
  revision: number;
  origin: ClassOrigin;
  spec: string;
  created_at: StoredInstant;
}

export function rowToClassRevision(row: ClassRevisionRow): ClassRevision {
  return {
    name: row.name,
    revision: row.revision,
    digest: row.digest,
    origin: row.origin,
    spec: fromJson(row.spec),
    createdAt: fromDatabaseTime(row.created_at),
  };
}
