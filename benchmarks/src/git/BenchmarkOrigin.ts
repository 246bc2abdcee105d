import { cp, mkdir } from 'node:fs/promises';
import { FILES_PER_REQUEST, RequestPlan } from './RequestPlan';
import { runGit } from './runGit';

/** A bare repository on this machine, with `tenants/team-N/req-N/*.yaml` in it. */
export class BenchmarkOrigin {
  /** @param directory - where it is put; must not exist */
  static async create(
    directory: string,
    plan: RequestPlan,
  ): Promise<BenchmarkOrigin> {
    await mkdir(directory, { recursive: true });
    await runGit(directory, ['init', '--bare', '--quiet', '-b', 'main']);
    const settings = {
      'gc.auto': '0',
      'receive.autogc': 'false',
      'maintenance.auto': 'false',
    };
    for (const [key, value] of Object.entries(settings)) {
      await runGit(directory, ['config', key, value]);
    }
    await runGit(directory, ['fast-import', '--quiet'], firstCommit(plan));
    return new BenchmarkOrigin(directory);
  }

  /** One that is there already. */
  static at(directory: string): BenchmarkOrigin {
    return new BenchmarkOrigin(directory);
  }

  private constructor(readonly directory: string) {}

  get url(): string {
    return `file://${this.directory}`;
  }

  /** One more of the same, for another contender. */
  async copyTo(directory: string): Promise<BenchmarkOrigin> {
    await cp(this.directory, directory, { recursive: true });
    return new BenchmarkOrigin(directory);
  }

  async countCommits(): Promise<number> {
    const count = await runGit(this.directory, ['rev-list', '--count', 'main']);
    return Number(count);
  }

  /** Objects that pushes brought, in packs or loose. */
  async countObjects(): Promise<number> {
    const words = await runGit(this.directory, ['count-objects', '-v']);
    const count = (field: string) =>
      Number(new RegExp(`^${field}: (\\d+)$`, 'm').exec(words.toString())?.[1]);
    return count('count') + count('in-pack');
  }

  /** @throws Error when the repository is not sound */
  async check(): Promise<void> {
    await runGit(this.directory, ['fsck', '--full', '--no-dangling']);
  }
}

function firstCommit(plan: RequestPlan): string {
  const parts = [
    'commit refs/heads/main\n',
    'committer Bench <bench@example.org> 1700000000 +0000\n',
    'data 6\nbegin\n\n',
  ];
  for (let request = 0; request < plan.size; request += 1) {
    for (const { path, content } of plan.existing(request)) {
      parts.push(`M 100644 inline ${path}\n`);
      parts.push(`data ${Buffer.byteLength(content)}\n${content}\n`);
    }
  }
  // What is left of a round number of files.
  for (let file = plan.size * FILES_PER_REQUEST; file < plan.files; file += 1) {
    parts.push(`M 100644 inline notes/${file}.md\ndata 2\nx\n\n`);
  }
  return parts.join('');
}
