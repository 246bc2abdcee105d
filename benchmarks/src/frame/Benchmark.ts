/** What one contender reached in one round, by metric, e.g. `{ 'jobs/s': 41200 }`. */
export type Measurement = Readonly<Record<string, number>>;

/** One of the things that are measured beside each other. */
export interface Contender {
  name: string;
  /** One round, from nothing to nothing: what it leaves behind must not help or hinder the next. */
  measure(): Promise<Measurement>;
}

/** What is owed of a ratio, and what is aimed at. */
export type Goal =
  | { atLeast: number; aim?: number }
  | { atMost: number; aim?: number };

/** Two figures of one run, divided: what is compared between machines and between versions. */
export interface Ratio {
  /** Unique within its benchmark and the same in every run, e.g. `10k jobs: ours / pg-boss`. */
  name: string;
  value: number;
  goal?: Goal;
}

/** Medians over the rounds; absolute figures are context. */
export interface Row {
  name: string;
  figures: Measurement;
}

export interface BenchmarkResult {
  rows: Row[];
  ratios: Ratio[];
  /** What a reader has to know to read the figures. */
  notes?: string[];
}

export interface BenchmarkContext {
  /** Rounds in which every contender takes its turn. */
  rounds: number;
  /** Whether the sizes are those for a look while working, not those of the goals. */
  quick: boolean;
  /** A PostgreSQL server of this run alone, as durable as one in production. */
  postgresUrl: string;
  /** An empty folder, on a disk, that is removed at the end. */
  directory: string;
  signal: AbortSignal;
  say(line: string): void;
}

export interface Benchmark {
  /** As in docs/performance.md, e.g. `Q1`. */
  id: string;
  title: string;
  run(context: BenchmarkContext): Promise<BenchmarkResult>;
}
