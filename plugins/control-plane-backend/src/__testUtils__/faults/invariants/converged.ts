import { JobRecord, RequestRecord, RevisionRecord } from '../Evidence';
import { groupBy } from '../groupBy';
import { differing, Folder, foldersNow, replay } from './branchHistory';
import { Checked } from './Checked';
import { publicationsById, storedContents } from './storedContents';

/**
 * Invariant 7: each commit left what was approved, byte for byte. At rest the branch still holds that, or what differs is told as drift,
 * and every request has arrived or says why not.
 */
export function converged(checked: Checked): string[] {
  const stored = storedContents(checked.records);
  const held = heldBy(checked.records);
  return [
    ...commitProblems(checked, stored),
    ...inventoryProblems(checked),
    ...(checked.atRest
      ? [
          ...(held.isLookHeld ? [] : contentProblems(checked, stored, held)),
          ...strangerProblems(checked, stored, held),
          ...arrivalProblems(checked, held),
        ]
      : []),
  ];
}

/** What waits for pauses to end, and need not have arrived. */
interface Held {
  requests: ReadonlySet<string | null>;
  /** Whether nobody compares the branch with what was published, which is what has edits told and repaired. */
  isLookHeld: boolean;
}

function heldBy({ jobs }: Pick<Checked['records'], 'jobs'>): Held {
  const held = jobs.filter(
    ({ state, isPaused }) => state === 'ready' && isPaused,
  );
  return {
    requests: new Set(held.map(({ key }) => key)),
    isLookHeld: held.some(({ kind }) => kind === 'resync-repository'),
  };
}

function commitProblems(
  { records, branch }: Checked,
  stored: ReadonlyMap<string, Folder>,
): string[] {
  const problems: string[] = [];
  const publications = publicationsById(records);
  const folders = new Map(records.requests.map(({ id, path }) => [id, path]));
  replay(branch, folders.values(), ({ id, operations }, folderAt) => {
    const publication = publications.get(operations[0]);
    const folder = folders.get(publication?.requestId ?? '');
    if (publication && folder !== undefined) {
      const name = `${publication.requestId}/${publication.generation}`;
      problems.push(
        ...differing(folderAt(folder), stored.get(name) ?? new Map()).map(
          path => `commit ${id} left ${path} other than ${name} holds it`,
        ),
      );
    }
  });
  return problems;
}

/** The inventory changes with what is in force, in the same transaction. */
function inventoryProblems({ records }: Checked): string[] {
  const revisions = new Map(
    records.revisions.map(revision => [
      `${revision.requestId}/${revision.generation}`,
      revision,
    ]),
  );
  const inventory = groupBy(records.inventory, ({ requestId }) => requestId);
  return records.requests.flatMap(({ id, publishedGeneration }) => {
    const inForce = revisions.get(`${id}/${publishedGeneration}`);
    const expected = (inForce?.objects ?? []).map(({ kind, name, path }) =>
      [publishedGeneration, kind, name, path].join(' '),
    );
    const actual = (inventory.get(id) ?? []).map(
      ({ generation, kind, name, path }) =>
        [generation, kind, name, path].join(' '),
    );
    return expected.sort().join('\n') === actual.sort().join('\n')
      ? []
      : [
          `the inventory of ${id} holds ${actual.length} objects other than the ${expected.length} of generation ${publishedGeneration}`,
        ];
  });
}

function contentProblems(
  { records, branch }: Checked,
  stored: ReadonlyMap<string, Folder>,
  held: Held,
): string[] {
  const folderAt = foldersNow(
    branch,
    records.requests.map(({ path }) => path),
  );
  const open = groupBy(
    records.drift.filter(({ isOpen }) => isOpen),
    ({ requestId }) => requestId,
  );
  const settled = records.requests.filter(({ id }) => !held.requests.has(id));
  return settled.flatMap(({ id, path, phase, publishedGeneration }) => {
    const told = (open.get(id) ?? []).map(drift => drift.path);
    if (publishedGeneration === null) {
      // A removal tells of others' files that it will take along, before it is given up perhaps.
      const mayBeTold = phase === 'deleting' ? folderAt(path) : new Map();
      return told
        .filter(other => !mayBeTold.has(other))
        .map(
          other =>
            `${other} is told as drift of ${id}, of which nothing is published`,
        );
    }
    const wanted = stored.get(`${id}/${publishedGeneration}`) ?? new Map();
    const different = differing(folderAt(path), wanted);
    return [
      ...different
        .filter(other => !told.includes(other))
        .map(
          other =>
            `${other} is not what generation ${publishedGeneration} of ${id} holds, and not told as drift`,
        ),
      ...told
        .filter(other => !different.includes(other))
        .map(
          other =>
            `${other} is told as drift of ${id} and is as it was published`,
        ),
    ];
  });
}

/** What we put on the branch last and what belongs to nothing in force. */
function strangerProblems(
  { records, branch }: Checked,
  stored: ReadonlyMap<string, Folder>,
  held: Held,
): string[] {
  const lastChangedByUs = new Map<string, boolean>();
  for (const { operations, changes } of branch.commits) {
    for (const path of changes.keys()) {
      lastChangedByUs.set(path, operations.length > 0);
    }
  }
  const explained = new Set(
    records.requests.flatMap(({ id, publishedGeneration }) => [
      ...(stored.get(`${id}/${publishedGeneration}`)?.keys() ?? []),
    ]),
  );
  const ofTargets = new Set(
    records.publications
      .filter(({ target }) => target !== null)
      .flatMap(({ paths }) => paths),
  );
  const ofHeld = records.requests
    .filter(({ id }) => held.requests.has(id))
    .map(({ path }) => `${path}/`);
  return [...branch.tree.keys()]
    .filter(path => lastChangedByUs.get(path) && !explained.has(path))
    .filter(path => !ofHeld.some(folder => path.startsWith(folder)))
    .filter(path => !ofTargets.has(path.slice(0, path.lastIndexOf('/'))))
    .map(path => `${path} is on the branch and nobody's`);
}

/** Approved is in force, or was given up: by its job, or by the lane, for a reason that stands on the request. */
function arrivalProblems({ records }: Checked, held: Held): string[] {
  const revisions = groupBy(
    records.revisions.filter(
      ({ slot, state }) =>
        slot === 'spec' && (state === 'approved' || state === 'effective'),
    ),
    ({ requestId }) => requestId,
  );
  const jobs = groupBy(records.jobs, ({ key }) => key);
  const drifted = new Set(
    records.drift
      .filter(({ isOpen }) => isOpen)
      .map(({ requestId }) => requestId),
  );
  const pending = records.publications.filter(
    ({ state }) => state === 'pending',
  );
  const publications = groupBy(
    records.publications,
    ({ requestId, generation }) => `${requestId}/${generation}`,
  );
  const mayStay = (request: RequestRecord, { generation }: RevisionRecord) => {
    const own = publications.get(`${request.id}/${generation}`) ?? [];
    return (
      held.requests.has(request.id) ||
      isGivenUp(jobs.get(request.id) ?? []) ||
      (isTold(request) && own.at(-1)?.state === 'failed')
    );
  };
  return [
    ...pending
      .filter(({ requestId }) => !held.requests.has(requestId))
      .map(({ operationId }) => `${operationId} is pending and nobody works`),
    ...records.requests.flatMap(request => {
      const desired = revisions.get(request.id)?.at(-1);
      return !desired || mayStay(request, desired)
        ? []
        : [
            ...(hasArrived(request, desired)
              ? []
              : [
                  `${request.id} is ${request.phase} at generation ${request.publishedGeneration}, and generation ${desired.generation} (${desired.action}) is approved`,
                ]),
            ...(desired.repairs && drifted.has(request.id) && !held.isLookHeld
              ? [`${request.id} has drift that its class repairs`]
              : []),
          ];
    }),
  ];
}

/**
 * Whether nobody works for it any more, and its job says why. What was given up once and done since is no excuse: that it was done means
 * that it arrived.
 */
function isGivenUp(jobs: readonly JobRecord[]): boolean {
  const lastEnd = (...states: string[]) =>
    Math.max(
      -Infinity,
      ...jobs
        .filter(({ state }) => states.includes(state))
        .map(({ finishedAt }) => finishedAt ?? -Infinity),
    );
  const givenUpAt = lastEnd('dead', 'cancelled');
  return givenUpAt > -Infinity && givenUpAt >= lastEnd('done');
}

/** On the request. It excuses nothing alone: a failure of the last try stays there until the next one. */
function isTold({ progress }: RequestRecord): boolean {
  return progress?.failure?.reason !== undefined;
}

function hasArrived(
  { phase, publishedGeneration }: RequestRecord,
  desired: RevisionRecord,
): boolean {
  return desired.action === 'delete'
    ? phase === 'deleted'
    : phase === 'ready' && publishedGeneration === desired.generation;
}
