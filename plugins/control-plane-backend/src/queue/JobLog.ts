export type JobLogLevel = 'info' | 'warn' | 'error';

/** What an attempt tells of itself, for whoever looks into the job: never a secret, and not the place for debugging. */
export interface JobLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One line of what a job did. */
export interface JobLogLine {
  jobId: string;
  /** Counts from 1. */
  attempt: number;
  /** By the clock of the process that ran the attempt. */
  at: Date;
  level: JobLogLevel;
  message: string;
}

/** For attempts that nobody looks into. */
export const noJobLog: JobLog = { info() {}, warn() {}, error() {} };
