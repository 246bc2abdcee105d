import { BenchmarkOrigin } from './BenchmarkOrigin';
import { RequestFiles } from './RequestPlan';

/** Something that brings requests to a repository of its own. */
export interface PushContender {
  name: string;
  origin: BenchmarkOrigin;
  /** A commit for each request, one push for all. */
  push(requests: readonly RequestFiles[]): Promise<void>;
}
