import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import { Clock } from '../../clock';
import {
  PublishBatch,
  PublishOutcome,
  PublishTarget,
  PublishedTree,
  Publisher,
} from '../Publisher';
import { PushBudget } from '../PushBudget';
import { GitFailure } from './classifyGitFailure';
import { BranchTrees } from './BranchTrees';
import { CommitSigning, signCommit } from './commitSigning';
import { GitCredentials } from './GitCredentials';
import { GitConnection } from './gitEnvironment';
import { checkIdentity, GitIdentity } from './gitIdentity';
import { GitMirror } from './GitMirror';
import { isDamage } from './mirrorDamage';
import { GitProcess } from './GitProcess';
import { GitPublishedTree } from './GitPublishedTree';
import { GitPublishRun } from './GitPublishRun';
import { GitRemote, GitRepositories } from './GitRepositories';
import { judgeError } from './judgeError';
import { PublishProgress } from './PublishProgress';
import { scrubSecrets } from './scrubSecrets';
import { openPushSession } from './push/openPushSession';
import { TurnTaking } from './TurnTaking';

export interface GitPublisherOptions {
  git: GitProcess;
  /** Folder for bare repositories, of this process alone; may be deleted at any time while the process is down. */
  cacheDirectory: string;
  repositories: GitRepositories;
  credentials: GitCredentials;
  budget: PushBudget;
  author: GitIdentity;
  /** Default: the author. */
  committer?: GitIdentity;
  signing?: CommitSigning;
  clock: Clock;
  logger: LoggerService;
  /** Longest time for one exchange with a remote; the first fetch of a branch may take ten minutes. Default: 120 s. */
  remoteTimeoutMs?: number;
  /** About how much memory the trees of one branch may take. Default: 64 MiB. */
  treeCacheBytes?: number;
  /** After how many fetches that brought something the local copy of a branch is packed. Default: 200. */
  arrivalsBetweenPacking?: number;
  /** Numbers from 0 up to 1, for the jitter of back-offs. Default: Math.random. */
  random?: () => number;
}

/** What is kept of a branch between its uses. */
interface KeptBranch {
  mirror: GitMirror;
  trees: BranchTrees;
}

/**
 * Publishes to any Git remote by pushing commits to its branch.
 *
 * @remarks
 * The protocol, which loses nothing and writes nothing twice although a process may be killed at any point, a reply may be
 * lost, and a push may land long after its sender died:
 *
 * 1. Ask the remote, where the push will go, for the head of the branch: everything below is built on it. What is not known of it yet
 *    is fetched.
 * 2. For operations with a base (they were tried before), search the commits between base and head for their
 *    `Control-Plane-Operation` trailer. Found means done.
 * 3. Compare the rest with the tree of head. What is already so needs no commit. Build one commit for each of the others,
 *    in order, on exactly that head.
 * 4. Have the caller record the head as the base of operations that have none. This comes before the push: whoever comes
 *    after a crash knows from where to search.
 * 5. Push without force. The push names the head, and the remote moves the branch from there to our last commit in one step or not at
 *    all. So when an
 *    earlier push of ours lands late, after step 2 looked and found nothing, this one fails, and step 2 of the next round
 *    finds it.
 * 6. When somebody else was faster, start again: twice at once, then after jittered waits, with half of the commits each time, because
 *    fewer of them are built and pushed faster. A push that landed doubles them again. After 8 losses in a row, report `contended`.
 * 7. When it is unclear whether the push landed, fetch and search once more before judging. What is not found then may
 *    still land: it is reported as retryable, and the next attempt begins with a search. So is an operation with a base as long as
 *    the remote does not show the branch, whatever it answers: an earlier attempt may have brought it there.
 *
 * When the branch was rewritten so that the base is no longer part of it, the search covers all that the branch has and the
 * base has not; when the base is unknown, the whole branch. An operation that is not found is published on the new head: its
 * caller has not been told that it was done, so this is the first time, not a repair. A branch that was rewritten after the
 * caller was told is drift, which is not decided here.
 *
 * A server that refuses a push because of its content may mean one commit of many, so the batch is halved until the culprit
 * stands alone.
 */
export class GitPublisher implements Publisher {
  private readonly branches = new Map<string, KeptBranch>();
  private readonly turns = new TurnTaking();

  /** @throws InputError when author or committer cannot stand in a commit */
  static create(options: GitPublisherOptions): GitPublisher {
    checkIdentity('author', options.author);
    if (options.committer) {
      checkIdentity('committer', options.committer);
    }
    return new GitPublisher(options);
  }

  private constructor(private readonly options: GitPublisherOptions) {}

  async publish(batch: PublishBatch): Promise<Map<string, PublishOutcome>> {
    checkBatch(batch);
    const { clock, logger, budget, random, repositories } = this.options;
    const resolved = repositories.resolve(batch.target);
    if (resolved.type === 'refused') {
      return rejectAll(batch, {
        reason: 'repository_missing',
        message: resolved.message,
        advice: resolved.advice,
        retryable: false,
      });
    }
    const { remote } = resolved;
    return this.takeTurn(remote, batch.signal, async ({ mirror, trees }) => {
      const connection = await this.connect(remote, batch.signal);
      if ('reason' in connection) {
        return rejectAll(batch, connection);
      }
      const { git, author, committer, signing } = this.options;
      const { signal } = batch;
      const run = new GitPublishRun({
        batch,
        mirror,
        trees,
        connection,
        openSession: () =>
          openPushSession({
            git,
            mirror,
            remote,
            connection,
            remoteTimeoutMs: this.remoteTimeoutMs,
            signal,
          }),
        author,
        committer: committer ?? author,
        ...(signing
          ? { sign: content => signCommit({ git, signing, content, signal }) }
          : {}),
        budget,
        clock,
        logger,
        random: random ?? Math.random,
        judge: error => judgeError(error, connection),
      });
      return run.run();
    });
  }

  async readTree(
    target: PublishTarget,
    signal: AbortSignal,
  ): Promise<PublishedTree> {
    const remote = this.resolveOrThrow(target);
    return this.takeTurn(remote, signal, async ({ mirror }) => {
      const connection = await this.connectOrThrow(remote, signal);
      const head = await orUnavailable(connection, signal, () =>
        mirror.fetch(connection, signal),
      );
      return new GitPublishedTree({
        head,
        mirror,
        takeTurn: (turnSignal, read) =>
          this.takeTurn(remote, turnSignal, branch =>
            orUnavailable(connection, turnSignal, () =>
              this.readOrDiscard(branch, remote, read),
            ),
          ),
      });
    });
  }

  async probe(target: PublishTarget, signal: AbortSignal): Promise<string> {
    const remote = this.resolveOrThrow(target);
    const connection = await this.connectOrThrow(remote, signal);
    const ref = `refs/heads/${remote.branch}`;
    const output = await orUnavailable(connection, signal, () =>
      this.options.git.run({
        args: ['ls-remote', '--refs', '--end-of-options', remote.url, ref],
        connection,
        timeoutMs: Math.min(this.remoteTimeoutMs, 30_000),
        signal,
      }),
    );
    const line = output
      .toString('utf8')
      .split('\n')
      .find(candidate => candidate.endsWith(`\t${ref}`));
    if (!line) {
      throw new ServiceUnavailableError(
        `Branch '${remote.branch}' does not exist in ${remote.url}; create it with a first commit or correct the target`,
      );
    }
    return line.split('\t')[0];
  }

  private get remoteTimeoutMs(): number {
    return this.options.remoteTimeoutMs ?? 120_000;
  }

  private takeTurn<T>(
    remote: GitRemote,
    signal: AbortSignal,
    use: (branch: KeptBranch) => Promise<T>,
  ): Promise<T> {
    const key = `${remote.url}\n${remote.branch}`;
    let branch = this.branches.get(key);
    if (!branch) {
      const { treeCacheBytes } = this.options;
      const mirror = new GitMirror({
        ...this.options,
        remote,
        remoteTimeoutMs: this.remoteTimeoutMs,
      });
      branch = { mirror, trees: new BranchTrees(mirror, treeCacheBytes) };
      this.branches.set(key, branch);
    }
    const taken = branch;
    return this.turns.take(key, signal, async () => {
      try {
        return await use(taken);
      } finally {
        await taken.mirror.packWhenDue(signal);
      }
    });
  }

  /** A read that meets damage fails, and the next look at the branch fetches anew: a fetch alone does not notice what is lost. */
  private async readOrDiscard<T>(
    { mirror }: KeptBranch,
    remote: GitRemote,
    read: () => Promise<T>,
  ): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (isDamage(error)) {
        this.options.logger.warn(
          `The local copy of ${remote.url} is damaged and is fetched anew`,
        );
        await mirror.discard();
      }
      throw error;
    }
  }

  private async connect(
    remote: GitRemote,
    signal: AbortSignal,
  ): Promise<GitConnection | GitFailure> {
    try {
      const credential = await this.options.credentials.forUrl(remote.url);
      if (remote.protocol === 'ssh' && !credential.ssh) {
        return {
          reason: 'authentication_failed',
          message: `No SSH key is configured for ${remote.url}.`,
          advice:
            'Give the repository a private key file and a known hosts file in the control plane config.',
          retryable: false,
        };
      }
      return {
        url: remote.url,
        allowInsecure: remote.allowInsecure,
        ...credential,
      };
    } catch (error) {
      signal.throwIfAborted();
      return {
        reason: 'authentication_failed',
        message: `No credentials could be obtained for ${
          remote.url
        }: ${scrubSecrets(stringifyError(error)).slice(0, 300)}`,
        advice:
          'Check the integration of the Git host in app-config and that its API can be reached; it is tried again.',
        retryable: true,
      };
    }
  }

  private async connectOrThrow(
    remote: GitRemote,
    signal: AbortSignal,
  ): Promise<GitConnection> {
    const connection = await this.connect(remote, signal);
    if ('reason' in connection) {
      throw unavailable(connection);
    }
    return connection;
  }

  private resolveOrThrow(target: PublishTarget): GitRemote {
    const resolved = this.options.repositories.resolve(target);
    if (resolved.type === 'refused') {
      throw new ServiceUnavailableError(
        `${resolved.message}. ${resolved.advice}`,
      );
    }
    return resolved.remote;
  }
}

function checkBatch({ operations }: PublishBatch) {
  const ids = new Set<string>();
  for (const { id, base } of operations) {
    if (ids.has(id)) {
      throw new InputError(`Operation ${id} stands in the batch twice`);
    }
    ids.add(id);
    if (base !== undefined && !/^[0-9a-f]{40}$/.test(base)) {
      throw new InputError(
        `base of operation ${id} must be a commit id of 40 hex digits`,
      );
    }
  }
}

/** Before the branch was looked at. */
function rejectAll(
  batch: PublishBatch,
  failure: GitFailure,
): Map<string, PublishOutcome> {
  const progress = new PublishProgress(batch);
  progress.rejectAll(batch.operations, failure);
  return progress.outcomes;
}

async function orUnavailable<T>(
  connection: GitConnection,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    signal.throwIfAborted();
    throw unavailable(judgeError(error, connection));
  }
}

function unavailable(failure: GitFailure): ServiceUnavailableError {
  return new ServiceUnavailableError(`${failure.message} ${failure.advice}`);
}
