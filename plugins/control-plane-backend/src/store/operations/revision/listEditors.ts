import { Knex } from 'knex';
import { tables } from '../../tables';
import { byCodeUnit } from '../byCodeUnit';
import { chunksOf } from '../chunksOf';
import { editsDecidedOn } from './editsDecidedOn';

/** A revision, and everybody whose work a yes to it would put in force. */
export interface RevisionEditors {
  requestId: string;
  generation: number;
  /** Distinct and sorted; the requester of the revision itself is among them. */
  editors: string[];
}

/** Whose work is decided on with some revisions, in no particular order. Keys that name nothing are passed over. */
export async function listEditors(
  db: Knex,
  keys: ReadonlyArray<{ requestId: string; generation: number }>,
): Promise<RevisionEditors[]> {
  const found: RevisionEditors[] = [];
  for (const chunk of chunksOf(keys)) {
    const rows = await db(`${tables.revisions} as decided`)
      .join(`${tables.requests} as request`, 'request.id', 'decided.request_id')
      .join(
        `${tables.revisions} as edit`,
        db.raw(
          editsDecidedOn({
            edit: 'edit',
            decided: 'decided',
            request: 'request',
          }),
        ),
      )
      .whereIn(
        ['decided.request_id', 'decided.generation'],
        chunk.map(key => [key.requestId, key.generation]),
      )
      .distinct<EditorRow[]>({
        requestId: 'decided.request_id',
        generation: 'decided.generation',
        editor: 'edit.requested_by',
      });
    found.push(...byRevision(rows));
  }
  return found;
}

interface EditorRow {
  requestId: string;
  generation: number;
  editor: string;
}

function byRevision(rows: readonly EditorRow[]): RevisionEditors[] {
  const revisions = new Map<string, RevisionEditors>();
  for (const { requestId, generation, editor } of rows) {
    const key = `${requestId} ${generation}`;
    const revision = revisions.get(key) ?? {
      requestId,
      generation,
      editors: [],
    };
    revision.editors.push(editor);
    revisions.set(key, revision);
  }
  return [...revisions.values()].map(revision => ({
    ...revision,
    editors: revision.editors.sort(byCodeUnit(editor => editor)),
  }));
}
