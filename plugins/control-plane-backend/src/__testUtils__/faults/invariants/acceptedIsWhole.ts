import { createHash } from 'node:crypto';
import { groupBy } from '../groupBy';
import { RequestRecord, RevisionRecord } from '../Evidence';
import { Checked } from './Checked';

/** Invariant 1: whatever was accepted is there with all that belongs to it, once. */
export function acceptedIsWhole(checked: Checked): string[] {
  return [
    ...requestProblems(checked),
    ...revisionProblems(checked),
    ...manifestProblems(checked),
    ...keyProblems(checked),
  ];
}

function requestProblems({ records }: Checked): string[] {
  const revisions = groupBy(records.revisions, ({ requestId }) => requestId);
  const jobs = new Set(
    records.jobs
      .filter(({ kind }) => kind === 'reconcile-request')
      .map(({ key }) => key),
  );
  return records.requests.flatMap(request => {
    const own = revisions.get(request.id) ?? [];
    return [
      ...generationProblems(request, own),
      ...(own.some(wasToBePublished) && !jobs.has(request.id)
        ? [`${request.id} was approved and never had a job`]
        : []),
    ];
  });
}

function wasToBePublished({ slot, state }: RevisionRecord): boolean {
  return slot === 'spec' && (state === 'approved' || state === 'effective');
}

function generationProblems(
  { id, generation, specGeneration }: RequestRecord,
  revisions: readonly RevisionRecord[],
): string[] {
  const expected = Array.from({ length: generation }, (_, index) => index + 1);
  const actual = revisions.map(revision => revision.generation);
  const shown = revisions.find(
    revision => revision.generation === specGeneration,
  );
  return [
    ...(actual.join() === expected.join()
      ? []
      : [
          `${id} is at generation ${generation} and has the revisions ${
            actual.join(', ') || 'none'
          }`,
        ]),
    ...revisions
      .filter(
        revision =>
          (revision.generation === 1) !== (revision.action === 'create'),
      )
      .map(
        revision =>
          `generation ${revision.generation} of ${id} is a ${revision.action}`,
      ),
    ...(shown?.slot === 'spec'
      ? []
      : [
          `${id} shows generation ${specGeneration}, which is no spec revision`,
        ]),
  ];
}

/** What the audit must tell of a revision, by the decision that its state follows from. */
function revisionProblems({ records }: Checked): string[] {
  const ofRevision = (item: {
    requestId: string | null;
    generation: number | null;
  }) => `${item.requestId}/${item.generation}`;
  const audit = groupBy(
    records.audit,
    entry => `${ofRevision(entry)} ${entry.action}`,
  );
  const approvals = groupBy(records.approvals, ofRevision);
  return records.revisions.flatMap(revision => {
    const name = ofRevision(revision);
    const given = approvals.get(name) ?? [];
    const yes = given.filter(({ decision }) => decision === 'approve').length;
    const no = given.length - yes;
    const told = (action: string, times: number) => {
      const found = (audit.get(`${name} ${action}`) ?? []).length;
      return found === times
        ? []
        : [`${name} is told as ${action} ${found} times, expected ${times}`];
    };
    return [
      ...told('revision.proposed', 1),
      ...told('revision.approved', yes),
      ...told('revision.rejected', no),
      ...told('revision.withdrawn', revision.state === 'withdrawn' ? 1 : 0),
      ...(['approved', 'effective'].includes(revision.state) && yes === 0
        ? [`${name} is ${revision.state} and nobody approved it`]
        : []),
      ...((revision.state === 'rejected') === no > 0
        ? []
        : [`${name} is ${revision.state} with ${no} rejections`]),
      ...given
        .filter(({ planDigest }) => planDigest !== revision.planDigest)
        .map(() => `${name} was decided on by another plan digest`),
    ];
  });
}

function manifestProblems({ records }: Checked): string[] {
  const files = groupBy(
    records.manifests,
    ({ requestId, generation }) => `${requestId}/${generation}`,
  );
  const folders = new Map(records.requests.map(({ id, path }) => [id, path]));
  return [
    ...records.revisions
      .filter(({ action }) => action === 'create' || action === 'update')
      .map(({ requestId, generation }) => `${requestId}/${generation}`)
      .filter(name => !files.has(name))
      .map(name => `${name} has no manifests`),
    ...records.manifests
      .filter(({ digest, content }) => digest !== digestOf(content))
      .map(({ path, digest }) => `${path} does not hold what ${digest} names`),
    ...records.manifests
      .filter(
        ({ requestId, path }) =>
          !path.startsWith(`${folders.get(requestId) ?? ''}/`),
      )
      .map(
        ({ path, requestId }) =>
          `${path} is outside the folder of ${requestId}`,
      ),
  ];
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function keyProblems({ records, keys }: Checked): string[] {
  if (!keys) {
    return [];
  }
  const known = groupBy(records.keys, ({ key }) => key);
  const asked = new Set(keys);
  const requests = new Set(records.requests.map(({ id }) => id));
  const explained = new Set(
    records.keys
      .filter(({ key }) => asked.has(key))
      .map(({ requestId }) => requestId),
  );
  return [
    ...keys
      .filter(key => (known.get(key) ?? []).length !== 1)
      .map(
        key =>
          `the key ${key} stands for ${known.get(key)?.length ?? 0} requests`,
      ),
    ...records.keys
      .filter(({ requestId }) => !requests.has(requestId))
      .map(
        ({ key, requestId }) =>
          `the key ${key} stands for ${requestId}, which is not there`,
      ),
    ...[...requests]
      .filter(id => !explained.has(id))
      .map(id => `${id} is there and nobody asked for it`),
  ];
}
