import { EnvironmentClassSpec } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Knex } from 'knex';
import {
  DescriptorLookRecord,
  DescriptorRecord,
} from '../domain/descriptor/DescriptorRecord';
import { fromDatabaseTime } from '../sql/databaseTime';
import { DescriptorQuery, DescriptorStore } from './DescriptorStore';
import { byCodeUnit } from './operations/byCodeUnit';
import { fromJson } from './rows/columns';
import {
  DescriptorLookRow,
  DescriptorRow,
  descriptorToRow,
  rowToDescriptor,
} from './rows/DescriptorRow';
import { tables } from './tables';

/** The one row of the last look. */
const LOOK_ID = 1;

/** What became of descriptors, in one table. */
export class DatabaseDescriptorStore implements DescriptorStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(entityRef: string): Promise<DescriptorRecord | undefined> {
    const row = await this.#descriptors()
      .where({ entity_ref: entityRef })
      .first();
    return row && rowToDescriptor(row);
  }

  async getForUpdate(entityRef: string): Promise<DescriptorRecord | undefined> {
    const row = await this.#descriptors()
      .where({ entity_ref: entityRef })
      .forUpdate()
      .first();
    return row && rowToDescriptor(row);
  }

  async save(record: DescriptorRecord): Promise<void> {
    await this.#descriptors()
      .insert(descriptorToRow(record))
      .onConflict('entity_ref')
      .merge();
  }

  async listPresent(): Promise<DescriptorRecord[]> {
    const rows = await this.#descriptors().whereNot({ state: 'removed' });
    return rows
      .map(rowToDescriptor)
      .sort(byCodeUnit(({ entityRef }) => entityRef));
  }

  async list(query: DescriptorQuery): Promise<DescriptorRecord[]> {
    const rows = this.#descriptors();
    if (query.entityRef !== undefined) {
      rows.where({ entity_ref: query.entityRef });
    }
    if (query.kind !== undefined) {
      rows.where({ kind: query.kind });
    }
    if (query.state !== undefined) {
      rows.where({ state: query.state });
    }
    if (query.before) {
      rows.whereRaw('(first_seen_at, entity_ref) < (?, ?)', [
        query.before.at,
        query.before.id,
      ]);
    }
    rows
      .orderBy('first_seen_at', 'desc')
      .orderBy('entity_ref', 'desc')
      .limit(query.limit);
    return (await rows).map(rowToDescriptor);
  }

  async listClasses(): Promise<EnvironmentClassSpec[]> {
    const rows = await this.#descriptors()
      .where({ kind: 'EnvironmentClass' })
      .whereNot({ state: 'removed' })
      .whereNotNull('accepted_spec');
    return rows
      .map(row => fromJson<EnvironmentClassSpec>(row.accepted_spec ?? '{}'))
      .sort(byCodeUnit(({ name }) => name));
  }

  async getLook(): Promise<DescriptorLookRecord | undefined> {
    const row = await this.#looks().where({ id: LOOK_ID }).first();
    return (
      row && {
        at: fromDatabaseTime(row.at),
        result: row.result,
        message: row.message,
      }
    );
  }

  async saveLook(look: DescriptorLookRecord): Promise<void> {
    await this.#looks()
      .insert({ id: LOOK_ID, ...look })
      .onConflict('id')
      .merge();
  }

  #descriptors() {
    return this.#db<DescriptorRow>(tables.descriptors);
  }

  #looks() {
    return this.#db<DescriptorLookRow>(tables.descriptorLooks);
  }
}
