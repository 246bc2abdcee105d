import { Clock } from './Clock';

/** Everything outside the process that a command may touch. */
export interface Host {
  env: Readonly<Record<string, string | undefined>>;
  homeDir: string;
  /** Results, and nothing else. */
  stdout(text: string): void;
  /** Progress, notes and errors. */
  stderr(text: string): void;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Runs another program; undefined when there is none of that name. */
  runProgram(
    command: string,
    args: readonly string[],
  ): Promise<ProgramResult | undefined>;
  /** Asks the person at the terminal; undefined when there is no terminal to ask on. */
  ask(question: string): Promise<string | undefined>;
  /** Whether there is a person at a terminal. */
  isInteractive: boolean;
  clock: Clock;
  /** Aborted by Ctrl-C and by a request to terminate. */
  signal: AbortSignal;
}

export interface ProgramResult {
  exitCode: number;
  stdout: string;
}
