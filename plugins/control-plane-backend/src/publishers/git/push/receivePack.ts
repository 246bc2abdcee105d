import { classifyGitFailure } from '../classifyGitFailure';
import { GitRemoteError, GitResult } from '../GitProcess';
import { packOf } from '../objects/packOf';
import {
  classifyHeldLock,
  classifyRefStatus,
  isTooLarge,
} from './classifyPush';
import { FLUSH, pktLine } from './PktLineParser';
import { PushAdvertisement } from './PushAdvertisement';
import { PushReport } from './PushReport';
import { PushAnswer, PushCommand } from './PushSession';

/** Most bytes of an advertisement: about a hundred for each ref that a server shows. */
export const MAX_ADVERTISEMENT_BYTES = 64 * 1024 * 1024;

/** Most bytes of an answer: one line, and what hooks say. */
export const MAX_REPORT_BYTES = 4 * 1024 * 1024;

/** Capabilities that we ask for where a server has them. */
const WANTED = ['report-status', 'side-band-64k', 'quiet'];

/**
 * What goes to a server that takes a push: one command, and a pack with what it needs for it.
 *
 * @throws the signal's reason when it aborts
 */
export async function pushRequest(
  advertisement: PushAdvertisement,
  ref: string,
  { old, commit, objects }: PushCommand,
  signal: AbortSignal,
): Promise<Buffer> {
  const { capabilities } = advertisement;
  const asked = [
    ...WANTED.filter(capability => capabilities.has(capability)),
    ...(capabilities.has('object-format=sha1') ? ['object-format=sha1'] : []),
    'agent=backstage-control-plane',
  ];
  return Buffer.concat([
    pktLine(`${old} ${commit} ${ref}\0 ${asked.join(' ')}`),
    FLUSH,
    await packOf(objects, signal),
  ]);
}

/**
 * Judges an answer.
 *
 * @param ended - how the exchange ended, for when the answer leaves it open
 * @param secrets - values to remove from what the server said
 */
export function judgeReport(options: {
  report: PushReport;
  ref: string;
  ended: Pick<GitResult, 'exitCode' | 'stderr' | 'stopped'>;
  secrets: readonly string[];
}): PushAnswer {
  const { report, ref, ended, secrets } = options;
  const status = report.statusOf(ref);
  if (status === 'ok') {
    return { type: 'landed' };
  }
  const said = [report.words, ended.stderr].filter(Boolean).join('\n');
  if (status === undefined) {
    const broken = 'fatal: the remote end hung up before it reported';
    const result = { ...ended, ...silent, stderr: `${said}\n${broken}` };
    return {
      type: isTooLarge(ended.stderr) ? 'refused' : 'unclear',
      failure: classifyGitFailure(result, secrets),
    };
  }
  const failure = classifyGitFailure(
    {
      exitCode: ended.exitCode,
      ...silent,
      stderr: `${said}\n! [remote rejected] ${ref} (${status.reason})`,
    },
    secrets,
  );
  switch (classifyRefStatus(status.reason)) {
    case 'lost_race':
      return { type: 'lost_race', lock: classifyHeldLock(said) };
    case 'refused':
      return { type: 'refused', failure };
    default:
      return { type: 'unclear', failure };
  }
}

const silent = { stdout: Buffer.alloc(0) };

/**
 * The head of the branch.
 *
 * @throws GitCommandError when there is no such branch
 */
export function headOf({ refs }: PushAdvertisement, branch: string): string {
  const ref = `refs/heads/${branch}`;
  const head = refs.get(ref);
  if (head === undefined) {
    throw remoteError(`fatal: couldn't find remote ref ${ref}`);
  }
  return head;
}

/** What a remote did wrong, in the shape and words of Git, which classifyGitFailure knows. */
export function remoteError(
  stderr: string,
  stopped?: GitResult['stopped'],
): GitRemoteError {
  return new GitRemoteError('receive-pack', {
    exitCode: null,
    ...silent,
    stderr,
    ...(stopped ? { stopped } : {}),
  });
}
