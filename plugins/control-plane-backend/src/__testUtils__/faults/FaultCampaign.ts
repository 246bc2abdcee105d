import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';
import { SeededRandom } from '../crash/SeededRandom';
import { PostgresServer } from './PostgresServer';

/**
 * One kind of fault, done again and again with what must hold afterwards.
 *
 * @remarks
 * `npm run faults` runs every campaign of `faultCampaigns.ts` once for each of its databases; a test may call `run`
 * itself with few runs.
 */
export interface FaultCampaign {
  /** Short and unique, e.g. `F6`; `--only` names it. */
  id: string;
  title: string;
  /** What is true after each run, or else is a problem. */
  mustHold: string;
  /** Runs on each database: of the whole program, on PostgreSQL alone where that does fewer, and with `--short`. */
  runs: { full: number; fullOnPostgres?: number; short: number };
  /** Databases that it makes a difference on. */
  databases: readonly CampaignDatabaseChoice['client'][];
  /** Left out unless `--only` names it: it takes too long for every day. */
  onlyWhenNamed?: true;
  /** A Jest test does its short version; those of all others are a step of `npm test` of their own. */
  isInJest?: true;
  /** @throws Error when the campaign cannot go on; what does not hold is a problem in the result instead. */
  run(context: FaultContext): Promise<FaultResult>;
}

export interface FaultContext {
  /** Where the campaign makes the databases it needs; it removes them again. */
  database: CampaignDatabaseChoice;
  /** The server of `database`, to be stopped; absent on SQLite and where the server serves others, too. */
  postgres?: PostgresServer;
  /** What is random in the first run follows from this; `eachRun` counts up from it. */
  seed: number;
  runs: number;
  /** Folder on a disk that is soon full and that the server of `database` alone sees; absent where none can be made. */
  smallDisk?: string;
  /** For campaigns that last as long as they are told. */
  minutes?: number;
  /** A folder for what a campaign leaves for people, such as a graph. */
  outputFolder?: string;
  report: (line: string) => void;
  /** Aborts when the program is to end. */
  signal: AbortSignal;
}

/** One run of a campaign: `--only <id> --seed <its seed> --runs 1` does it again. */
export interface FaultRun {
  /** 1 is the first. */
  number: number;
  seed: number;
  random: SeededRandom;
  report: (line: string) => void;
  signal: AbortSignal;
}

export interface FaultResult {
  /** Runs that were done. */
  runs: number;
  /** Why there was nothing to do here; the campaign then counts neither as passed nor as failed. */
  notRun?: string;
  /** What did not hold, each with the seed of its run; empty when all is well. */
  problems: string[];
  /** What was measured, for people: name → value with unit. */
  figures: Record<string, string | number>;
}
