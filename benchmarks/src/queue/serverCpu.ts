import { readdir, readFile } from 'node:fs/promises';
import { query } from './databases';

/** Linux counts processor time in hundredths of a second, whatever the hardware. */
const MICROSECONDS_PER_TICK = 10_000;

/**
 * Processor time that PostgreSQL has used so far, in microseconds, with all its processes, past ones included: unlike
 * the time on the clock it does not depend on what else the machine does. NaN where `/proc` does not tell.
 */
export async function serverCpu(url: string): Promise<number> {
  try {
    const processes = await readProcesses();
    const parent = await postmasterOf(url, processes);
    return (
      MICROSECONDS_PER_TICK *
      processes.reduce((sum, process) => {
        if (process.pid === parent) {
          return sum + process.ticks + process.ticksOfChildren;
        }
        return process.parent === parent ? sum + process.ticks : sum;
      }, 0)
    );
  } catch {
    return NaN;
  }
}

interface ProcessTimes {
  pid: number;
  parent: number;
  ticks: number;
  /** Of children that have ended. */
  ticksOfChildren: number;
}

async function postmasterOf(
  url: string,
  processes: ProcessTimes[],
): Promise<number | undefined> {
  const rows = await query<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where backend_type in ('checkpointer', 'walwriter')`,
  );
  return processes.find(({ pid }) => rows.some(row => row.pid === pid))?.parent;
}

/** proc_pid_stat(5): ppid is field 4; utime, stime, cutime and cstime are fields 14 to 17. */
async function readProcesses(): Promise<ProcessTimes[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const texts = await Promise.all(
    pids.map(pid => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return texts.flatMap(text => {
    const afterName = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (afterName.length < 15) {
      return [];
    }
    const field = (number: number) => Number(afterName[number - 3]);
    return [
      {
        pid: parseInt(text, 10),
        parent: field(4),
        ticks: field(14) + field(15),
        ticksOfChildren: field(16) + field(17),
      },
    ];
  });
}
