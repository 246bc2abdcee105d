import { JobRecord } from '../Evidence';
import { groupBy } from '../groupBy';
import { Checked } from './Checked';

const LIVE = ['ready', 'leased'];

/** The sweep comes every 10 s; a lease that ran out longer ago than that and a pause is nobody's. */
const RESCUED_AFTER_MS = 15_000;

const nameOf = ({ kind, key, id }: JobRecord) => `job ${kind} ${key} (${id})`;

/** Invariant 3: a ticket is held by one attempt that is under way, and each attempt ends once. */
export function fenced({ records, heldAt }: Checked): string[] {
  const live = groupBy(
    records.jobs.filter(({ state }) => LIVE.includes(state)),
    ({ kind, key }) => `${kind} ${key}`,
  );
  return [
    ...records.jobs
      .filter(
        ({ state, ticket, leaseUntil }) =>
          (state === 'leased') !== (ticket !== null) ||
          (ticket !== null) !== (leaseUntil !== null),
      )
      .map(job => `${nameOf(job)} is ${job.state} with ticket ${job.ticket}`),
    ...records.jobs
      .filter(
        ({ state, finishedAt }) =>
          LIVE.includes(state) !== (finishedAt === null),
      )
      .map(
        job => `${nameOf(job)} is ${job.state} and ended at ${job.finishedAt}`,
      ),
    ...[...live]
      .filter(([, jobs]) => jobs.length > 1)
      .map(([key, jobs]) => `${jobs.length} jobs of ${key} are live`),
    ...records.jobs
      .filter(({ id, attempt }) => attempt > (heldAt?.get(id) ?? Infinity))
      .map(job => `${nameOf(job)} was worked on although it is paused`),
    ...logProblems(records),
  ];
}

/** Lines that a job keeps at most: of one with as many, the first beginnings may be dropped. */
const LINES_OF_A_JOB = 200;

const BEGAN = /^Attempt \d+ of \d+ began$/;
/** How an attempt can end, by its last line. */
const ENDED =
  /^(Done$|Done; runs once more|Lost its lease; |Was given back unfinished|Waits for .*; looks again in |Failed for good|Failed, and )/;

/**
 * What the lines of a job tell: no attempt ended that did not begin, none ended twice, and no work came after it was done.
 *
 * @remarks
 * There may be fewer ends than beginnings. The lines of an attempt are written together, once it has ended; but one whose lease ran out
 * while it could not write its outcome does not know how it ended, and one that died tells nothing.
 */
function logProblems({
  jobs,
  jobLogs,
}: Pick<Checked['records'], 'jobs' | 'jobLogs'>): string[] {
  const lines = groupBy(jobLogs, ({ jobId }) => jobId);
  return jobs.flatMap(job => {
    const own = lines.get(job.id) ?? [];
    const done = own.filter(({ message }) => message === 'Done');
    const count = (pattern: RegExp) =>
      own.filter(({ message }) => pattern.test(message)).length;
    const [began, ended] = [count(BEGAN), count(ENDED)];
    return [
      ...(ended > began && own.length < LINES_OF_A_JOB
        ? [`${nameOf(job)} tells of ${ended} ends and ${began} beginnings`]
        : []),
      ...(done.length > 1
        ? [`${nameOf(job)} was done ${done.length} times`]
        : []),
      ...(done.length > 0 && job.state !== 'done'
        ? [`${nameOf(job)} was done and is ${job.state}`]
        : []),
    ];
  });
}

/** Invariant 4: a lease that ran out is taken from its holder. */
export function rescued({ records, now, atRest }: Checked): string[] {
  return records.jobs
    .filter(({ state }) => state === 'leased')
    .flatMap(job => {
      const overdue =
        now !== undefined &&
        now.getTime() - (job.leaseUntil ?? 0) > RESCUED_AFTER_MS;
      return atRest || overdue
        ? [`${nameOf(job)} is leased until ${job.leaseUntil} and nobody works`]
        : [];
    });
}

/** Invariant 5: attempts are limited, and a job that is given up says why. */
export function givenUpWithReason({ records, atRest }: Checked): string[] {
  return records.jobs.flatMap(job => {
    const { state, attempt, maxAttempts, errorMessage, errorType } = job;
    // The next comparison with the branch may be due at any time.
    const mayWait = job.isPaused || job.kind === 'resync-repository';
    const least = state === 'leased' || state === 'done' ? 1 : 0;
    const most = state === 'ready' ? maxAttempts - 1 : maxAttempts;
    return [
      ...(attempt >= least && attempt <= most
        ? []
        : [
            `${nameOf(
              job,
            )} is ${state} at attempt ${attempt} of ${maxAttempts}`,
          ]),
      ...(state === 'dead' && !errorMessage
        ? [`${nameOf(job)} is dead and does not say why`]
        : []),
      ...(state === 'dead' && errorType === 'retryable' && attempt < maxAttempts
        ? [
            `${nameOf(
              job,
            )} is dead after ${attempt} of ${maxAttempts} attempts, although the last failure may pass`,
          ]
        : []),
      ...(atRest && state === 'ready' && !mayWait
        ? [`${nameOf(job)} waits and nobody works`]
        : []),
    ];
  });
}
