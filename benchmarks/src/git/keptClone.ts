import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BenchmarkOrigin } from './BenchmarkOrigin';
import { PushContender } from './PushContender';
import { RequestFiles } from './RequestPlan';
import { runGit } from './runGit';

/** What a script would do: a clone that is kept, its work tree, and three commands for each request. */
export async function keptClone(
  origin: BenchmarkOrigin,
  directory: string,
): Promise<PushContender> {
  await mkdir(dirname(directory), { recursive: true });
  await runGit(origin.directory, ['clone', '--quiet', origin.url, directory]);
  await runGit(directory, ['config', 'gc.auto', '0']);
  const git = (...args: string[]) => runGit(directory, args);
  return {
    name: 'kept clone',
    origin,
    async push(requests: readonly RequestFiles[]) {
      for (const { folder, files } of requests) {
        await mkdir(join(directory, folder), { recursive: true });
        for (const { path, content } of files) {
          await writeFile(join(directory, path), content);
        }
        await git('add', '--', ...files.map(({ path }) => path));
        await git('commit', '--quiet', '-m', `Publish ${folder}`);
      }
      await git('push', '--quiet', 'origin', 'main');
    },
  };
}
