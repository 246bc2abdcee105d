import { fork } from 'node:child_process';

/**
 * Runs a program of this folder in a process of its own, so that no contender inherits what another compiled, cached or
 * left in memory, and returns what it sends.
 *
 * @param program - absolute path of a TypeScript file that calls `answerAsProgram`
 * @param input - what it gets; must survive JSON
 * @throws Error when it fails or ends without an answer
 */
export async function runInFreshProcess<TOutput>(
  program: string,
  input: object,
  signal: AbortSignal,
): Promise<TOutput> {
  signal.throwIfAborted();
  const child = fork(program, [JSON.stringify(input)], {
    execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const onAbort = () => child.kill('SIGKILL');
  signal.addEventListener('abort', onAbort);
  try {
    return await new Promise<TOutput>((resolve, reject) => {
      child.once('error', reject);
      // The transform of TypeScript sends messages of its own.
      child.on('message', (message: { answer?: TOutput }) => {
        if (message.answer !== undefined) {
          resolve(message.answer);
        }
      });
      child.once('exit', (code, killedBy) =>
        reject(
          new Error(`${program} ended with ${killedBy ?? code} and no answer`),
        ),
      );
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
  }
}

/** The other side: runs `main` with the input and sends what it returns. */
export function answerAsProgram<TInput, TOutput extends object>(
  main: (input: TInput) => Promise<TOutput>,
): void {
  main(JSON.parse(process.argv[2])).then(
    answer => process.send?.({ answer }),
    error => {
      console.error(error);
      process.exit(1);
    },
  );
}
