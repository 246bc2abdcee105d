import { spawn } from 'node:child_process';

/** No configuration of the machine or of its user takes part, and nobody tidies up while others are measured. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Bench',
  GIT_AUTHOR_EMAIL: 'bench@example.org',
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.org',
  LC_ALL: 'C',
};

/**
 * Runs Git in `directory` and resolves to what it wrote.
 *
 * @throws Error when it fails, with its words
 */
export async function runGit(
  directory: string,
  args: readonly string[],
  input: string | Buffer = '',
): Promise<Buffer> {
  const child = spawn('git', args, { cwd: directory, env: GIT_ENVIRONMENT });
  const output: Buffer[] = [];
  const words: Buffer[] = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => words.push(chunk));
  // Whoever does not read its input closes it; what it ends with tells the rest.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(
      `git ${args[0]} ended with ${code}: ${Buffer.concat(words)}`,
    );
  }
  return Buffer.concat(output);
}
