import { classifyGitFailure } from '../classifyGitFailure';
import { GitConnection } from '../gitEnvironment';
import { GitMirror } from '../GitMirror';
import { packOf } from '../objects/packOf';
import { secretsOfHeaders } from '../scrubSecrets';
import { classifyHeldLock, classifyPush } from './classifyPush';
import { PushAnswer, PushCommand, PushSession } from './PushSession';

/** A visit by `git fetch` and `git push`, where only Git itself knows the way: through a proxy, or with a folder of certificates. */
export class MirrorPushSession implements PushSession {
  /** @throws GitCommandError when the remote cannot be read */
  static async open(options: {
    mirror: GitMirror;
    connection: GitConnection;
    signal: AbortSignal;
  }): Promise<MirrorPushSession> {
    const { mirror, connection, signal } = options;
    return new MirrorPushSession(
      options,
      await mirror.fetch(connection, signal),
    );
  }

  private constructor(
    private readonly options: {
      mirror: GitMirror;
      connection: GitConnection;
      signal: AbortSignal;
    },
    readonly head: string,
  ) {}

  async push({ old, commit, objects }: PushCommand): Promise<PushAnswer> {
    const { mirror, connection, signal } = this.options;
    await mirror.store(await packOf(objects, signal), signal);
    const result = await mirror.push({ connection, old, commit, signal });
    if (result.exitCode === 0 && !result.stopped) {
      return { type: 'landed' };
    }
    const secrets = secretsOfHeaders(connection.headers);
    const failure = classifyGitFailure(result, secrets);
    switch (classifyPush(result)) {
      case 'lost_race':
        return { type: 'lost_race', lock: classifyHeldLock(result.stderr) };
      case 'refused':
        return { type: 'refused', failure };
      default:
        return { type: 'unclear', failure };
    }
  }

  async close(): Promise<void> {
    // The processes are gone already.
  }
}
