import { isError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';

/** Everything that a process started, directly or not, where the system tells by `/proc`; elsewhere nothing. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const childrenOf = new Map<number, number[]>();
  for (const entry of entries.filter(name => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    // `pid (name) state ppid …`; the name may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const below = (parent: number): number[] =>
    (childrenOf.get(parent) ?? []).flatMap(child => [child, ...below(child)]);
  return below(pid);
}

/** Signals a process or, by a negative id, a group; one that is gone already is fine. */
export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Not `instanceof Error`: under Jest the errors of Node's own functions come from another realm.
    if (!isError(error) || error.code !== 'ESRCH') {
      throw error;
    }
  }
}
