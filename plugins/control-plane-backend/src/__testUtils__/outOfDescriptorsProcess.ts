import { closeSync, openSync, writeSync } from 'node:fs';
import { GitProcess } from '../publishers/git/GitProcess';
import { judgeError } from '../publishers/git/judgeError';

/** A program that starts Git while it has no file descriptors left, then once it has, and says what came of it. */
async function startOutOfDescriptors(): Promise<void> {
  const git = new GitProcess();
  const { signal } = new AbortController();
  const version = () => git.run({ args: ['version'], signal });
  const held = holdAllDescriptors();
  const error: unknown = await version().catch(thrown => thrown);
  held.forEach(closeSync);
  const { reason, retryable, message } = judgeError(error, {
    url: 'https://git.example.org/a.git',
    allowInsecure: false,
  });
  const answer = {
    without: { reason, retryable, words: /E[A-Z]+/.exec(message)?.[0] },
    with: /^git version/.exec((await version()).toString())?.[0],
  };
  writeSync(1, JSON.stringify(answer));
}

function holdAllDescriptors(): number[] {
  const held: number[] = [];
  try {
    for (;;) {
      held.push(openSync('/dev/null', 'r'));
    }
  } catch {
    return held;
  }
}

startOutOfDescriptors().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
