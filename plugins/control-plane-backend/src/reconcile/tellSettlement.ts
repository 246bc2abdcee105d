import { Publication } from '../domain/publication/Publication';
import { JobLog } from '../queue/JobLog';

/** Tells in the job log of a lane what became of one publication. */
export function tellSettlement(log: JobLog, publication: Publication): void {
  const { state, branch, commit, message, retryAt } = publication;
  const what = ownerOf(publication);
  switch (state) {
    case 'published':
      log.info(`Published ${what} on ${branch} by commit ${commit}`);
      return;
    case 'unchanged':
      log.info(`${branch} held ${what} already, unchanged at ${commit}`);
      return;
    case 'skipped':
      log.info(`Left ${what} out: ${message}`);
      return;
    case 'failed':
      log.error(`Gave ${what} up: ${message}`);
      return;
    case 'pending':
      log.warn(
        `Could not publish ${what}, and tries again at ${
          retryAt?.toISOString() ?? 'the next push'
        }: ${message}`,
      );
      return;
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown publication state ${unreachable}`);
    }
  }
}

function ownerOf({ owner, purpose }: Publication): string {
  return owner.type === 'request'
    ? `generation ${owner.generation} of ${owner.requestId} (${purpose})`
    : `what target ${owner.target} shares`;
}
