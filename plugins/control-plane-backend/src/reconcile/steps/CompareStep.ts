import { ServiceUnavailableError } from '@backstage/errors';
import { Request } from '../../domain/request/Request';
import { PublishedTree } from '../../publishers/Publisher';
import {
  ComparisonResult,
  RequestBranchComparer,
} from '../RequestBranchComparer';
import { ReconcileStep, StepResult } from '../ReconcileStep';

/** Seconds until the host is asked again after it did not answer. */
const HOST_AWAY_SECONDS = 60;

/** Looks whether the branch still holds what was published for one request. */
export class CompareStep implements ReconcileStep<'in_sync'> {
  readonly name = 'compare';
  readonly #comparer: RequestBranchComparer;
  readonly #readTree: (
    repository: string,
    signal: AbortSignal,
  ) => Promise<PublishedTree>;

  static create(options: {
    comparer: RequestBranchComparer;
    readTree: (
      repository: string,
      signal: AbortSignal,
    ) => Promise<PublishedTree>;
  }): CompareStep {
    return new CompareStep(options);
  }

  private constructor(options: {
    comparer: RequestBranchComparer;
    readTree: (
      repository: string,
      signal: AbortSignal,
    ) => Promise<PublishedTree>;
  }) {
    this.#comparer = options.comparer;
    this.#readTree = options.readTree;
  }

  async run(options: {
    request: Request;
    signal: AbortSignal;
  }): Promise<StepResult> {
    const { request, signal } = options;
    try {
      const tree = await this.#readTree(request.repository, signal);
      const result = await this.#comparer.compare(request, tree, signal);
      return { type: 'again', did: comparisonWords(result) };
    } catch (error) {
      // Nothing is wrong with the request: a host that is away must not use up the attempts of its job.
      if (error instanceof ServiceUnavailableError) {
        return {
          type: 'ended',
          outcome: {
            type: 'parked',
            waitsFor: error.message,
            retryAfterSeconds: HOST_AWAY_SECONDS,
          },
          did: 'The branch could not be read for the comparison',
        };
      }
      throw error;
    }
  }
}

function comparisonWords(result: ComparisonResult): string {
  switch (result.type) {
    case 'in_sync':
      return 'The branch holds what was published';
    case 'drifted':
      return `Somebody else edited ${result.paths} of the published paths`;
    case 'skipped':
      return 'There was nothing to compare with the branch now';
    default: {
      const unreachable: never = result;
      throw new Error(`Unknown comparison ${unreachable}`);
    }
  }
}
