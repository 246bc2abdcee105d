import { RequestRecord, RevisionRecord } from '../Evidence';
import { groupBy } from '../groupBy';
import { Checked, TERMINAL_PHASES } from './Checked';

const HOUR_MS = 3_600_000;

/** What nobody may hear of a request after its end. */
const WORK = [
  'revision.proposed',
  'revision.approved',
  'publication.started',
  'request.published',
];

/** Invariant 10: every request is in a phase that its revisions explain, and what has ended stays ended. */
export function legalPhases(checked: Checked): string[] {
  const revisions = groupBy(
    checked.records.revisions,
    ({ requestId }) => requestId,
  );
  return [
    ...checked.records.requests.flatMap(request => {
      const own = revisions.get(request.id) ?? [];
      return [
        ...phaseProblems(request, own).map(
          problem => `${request.id} is ${request.phase} and ${problem}`,
        ),
        ...leaseProblems(request, own),
      ];
    }),
    ...checked.records.revisions.flatMap(revisionProblems),
    ...slotProblems(checked),
    ...endProblems(checked),
    ...(checked.atRest ? liveWorkProblems(checked) : []),
  ];
}

function phaseProblems(
  request: RequestRecord,
  revisions: readonly RevisionRecord[],
): string[] {
  const { phase, publishedGeneration, progress } = request;
  const has = (test: (revision: RevisionRecord) => boolean, what: string) =>
    revisions.some(test) ? [] : [`has no ${what}`];
  const hasNo = (test: (revision: RevisionRecord) => boolean, what: string) =>
    revisions.filter(test).map(({ generation }) => `${what} ${generation}`);
  const isSpec = ({ slot }: RevisionRecord) => slot === 'spec';
  const isApproved = (revision: RevisionRecord) =>
    isSpec(revision) && ['approved', 'effective'].includes(revision.state);
  const isDeletion = ({ action }: RevisionRecord) => action === 'delete';
  const published = revisions.find(
    ({ generation }) => generation === publishedGeneration,
  );
  const inForce = [
    ...(publishedGeneration !== null && published?.state !== 'effective'
      ? [
          `publishes generation ${publishedGeneration}, which is ${published?.state}`,
        ]
      : []),
    ...(phase === 'deleted'
      ? []
      : revisions
          .filter(
            revision =>
              isSpec(revision) &&
              revision.state === 'effective' &&
              revision.generation > (publishedGeneration ?? 0),
          )
          .map(
            ({ generation }) =>
              `publishes generation ${publishedGeneration}, although ${generation} is in force`,
          )),
  ];
  const nothingPublished =
    publishedGeneration === null
      ? []
      : [`publishes generation ${publishedGeneration}`];
  switch (phase) {
    case 'pending_approval':
      return [
        ...has(
          revision => isSpec(revision) && revision.state === 'pending_approval',
          'revision that waits for approval',
        ),
        ...hasNo(isApproved, 'somebody approved generation'),
        ...nothingPublished,
      ];
    case 'approved':
    case 'queued':
    case 'reconciling':
    case 'awaiting_merge':
    case 'asleep':
      return [...has(isApproved, 'approved revision'), ...inForce];
    case 'ready':
      return [
        ...inForce,
        ...(publishedGeneration === null ? ['publishes nothing'] : []),
      ];
    case 'failed':
      return [
        ...inForce,
        ...(progress?.failure?.reason ? [] : ['does not say why']),
      ];
    case 'deleting':
      return [
        ...inForce,
        ...has(
          revision => isDeletion(revision) && revision.state === 'approved',
          'approved deletion',
        ),
      ];
    case 'deleted':
      return [
        ...nothingPublished,
        ...has(
          revision => isDeletion(revision) && revision.state === 'effective',
          'deletion in force',
        ),
      ];
    case 'rejected':
    case 'withdrawn':
      return [
        ...nothingPublished,
        ...has(({ state }) => state === phase, `${phase} revision`),
        ...hasNo(isApproved, 'somebody approved generation'),
      ];
    default:
      return ['that is no phase'];
  }
}

function leaseProblems(
  { id, leaseStartedAt, leaseExpiresAt, leaseMaxHours }: RequestRecord,
  revisions: readonly RevisionRecord[],
): string[] {
  const wasBegun = revisions.some(
    ({ action, publicationStartedAt }) =>
      action !== 'delete' && publicationStartedAt !== null,
  );
  const isRunning = leaseStartedAt !== null && leaseExpiresAt !== null;
  const tooLong =
    isRunning && leaseExpiresAt - leaseStartedAt > leaseMaxHours * HOUR_MS;
  return [
    ...(isRunning === wasBegun && isRunning === (leaseStartedAt !== null)
      ? []
      : [
          `the lease of ${id} runs from ${leaseStartedAt} to ${leaseExpiresAt}, and its publication was ${
            wasBegun ? '' : 'not '
          }begun`,
        ]),
    ...(tooLong ? [`the lease of ${id} is longer than its maximum`] : []),
  ];
}

function revisionProblems(revision: RevisionRecord): string[] {
  const { requestId, generation, state, effectiveAt, endedAt } = revision;
  const name = `generation ${generation} of ${requestId}`;
  const ended = ['rejected', 'withdrawn', 'superseded'].includes(state);
  return [
    ...((effectiveAt !== null) === (state === 'effective')
      ? []
      : [`${name} is ${state} and in force since ${effectiveAt}`]),
    ...((endedAt !== null) === ended
      ? []
      : [`${name} is ${state} and ended at ${endedAt}`]),
    ...(ended && revision.endedReason === null
      ? [`${name} is ${state} and does not say why`]
      : []),
  ];
}

/** At most one revision of a slot is open. */
function slotProblems({ records }: Checked): string[] {
  const open = records.revisions.filter(
    ({ state, publicationStartedAt }) =>
      state === 'pending_approval' ||
      (state === 'approved' && publicationStartedAt === null),
  );
  return [
    ...groupBy(open, ({ requestId, slot }) => `${slot} slot of ${requestId}`),
  ]
    .filter(([, revisions]) => revisions.length > 1)
    .map(([slot, { length }]) => `the ${slot} has ${length} open revisions`);
}

function endProblems({ records }: Checked): string[] {
  const terminal = new Set(
    records.requests
      .filter(({ phase }) => TERMINAL_PHASES.includes(phase))
      .map(({ id }) => id),
  );
  const ended = new Set<string>();
  return [
    ...records.revisions
      .filter(
        ({ requestId, state }) =>
          terminal.has(requestId) &&
          (state === 'pending_approval' || state === 'approved'),
      )
      .map(
        ({ requestId, generation, state }) =>
          `${requestId} has ended, and generation ${generation} is ${state}`,
      ),
    ...records.audit.flatMap(({ action, requestId }) => {
      if (requestId === null) {
        return [];
      }
      if (action === 'request.deleted') {
        ended.add(requestId);
      }
      return WORK.includes(action) && ended.has(requestId)
        ? [`${requestId} was deleted, and afterwards ${action} is told`]
        : [];
    }),
  ];
}

function liveWorkProblems({ records }: Checked): string[] {
  const terminal = new Set(
    records.requests
      .filter(({ phase }) => TERMINAL_PHASES.includes(phase))
      .map(({ id }) => id),
  );
  return [
    ...records.jobs
      .filter(
        ({ key, state, isPaused }) =>
          terminal.has(key) &&
          ((state === 'ready' && !isPaused) || state === 'leased'),
      )
      .map(({ key, state }) => `${key} has ended, and its job is ${state}`),
    ...records.publications
      .filter(
        ({ requestId, state }) =>
          requestId !== null && terminal.has(requestId) && state === 'pending',
      )
      .map(
        ({ requestId, operationId }) =>
          `${requestId} has ended, and ${operationId} is pending`,
      ),
  ];
}
