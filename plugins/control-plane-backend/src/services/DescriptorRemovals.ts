import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { DescriptorRecord } from '../domain/descriptor/DescriptorRecord';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { DescriptorRevisions, SYSTEM_ACTOR } from './DescriptorRevisions';

/** Acts on descriptors that are absent from the catalog. */
export class DescriptorRemovals {
  readonly #unitOfWork: UnitOfWork;
  readonly #revisions: DescriptorRevisions;
  readonly #logger: LoggerService;

  static create(options: {
    unitOfWork: UnitOfWork;
    revisions: DescriptorRevisions;
    logger: LoggerService;
  }): DescriptorRemovals {
    return new DescriptorRemovals(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    revisions: DescriptorRevisions;
    logger: LoggerService;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#revisions = options.revisions;
    this.#logger = options.logger;
  }

  async countMissing(entityRefs: readonly string[]): Promise<void> {
    await this.#each(entityRefs, async (tx, record) => {
      await tx.descriptors.save({
        ...record,
        missingLooks: record.missingLooks + 1,
        missingSince: record.missingSince ?? (await tx.now()),
      });
    });
  }

  async forgetMissing(entityRefs: readonly string[]): Promise<void> {
    await this.#each(entityRefs, (tx, record) =>
      tx.descriptors.save({
        ...record,
        missingLooks: 0,
        missingSince: undefined,
      }),
    );
  }

  /** A class is not offered any more, and what lives of it stays; for a request a person is asked. */
  async remove(entityRefs: readonly string[]): Promise<void> {
    await this.#each(entityRefs, async (tx, record) => {
      if (record.requestId) {
        await this.#revisions.askForRemoval(tx, {
          requestId: record.requestId,
          owner: await ownerOf(tx, record, record.requestId),
          reason: `The descriptor ${record.entityRef} is gone from the catalog; it was at ${record.location}`,
        });
      }
      await tx.descriptors.save({
        ...record,
        state: 'removed',
        // A request's stays for comparison, should the descriptor come back.
        accepted:
          record.kind === 'EnvironmentClass' ? undefined : record.accepted,
        problems: [],
        missingLooks: 0,
        missingSince: undefined,
        retryAt: undefined,
        changedAt: await tx.now(),
      });
      await tx.audit.append([
        {
          actor: SYSTEM_ACTOR,
          action: 'descriptor.removed',
          requestId: record.requestId,
          before: record.seenDigest,
          details: { entityRef: record.entityRef, location: record.location },
        },
      ]);
    });
  }

  /** One transaction for each, on the locked record; one that fails keeps no other from being handled. */
  async #each(
    entityRefs: readonly string[],
    act: (tx: Work, record: DescriptorRecord) => Promise<void>,
  ): Promise<void> {
    for (const entityRef of entityRefs) {
      try {
        await this.#unitOfWork.run(async tx => {
          const record = await tx.descriptors.getForUpdate(entityRef);
          if (record && record.state !== 'removed') {
            await act(tx, record);
          }
        });
      } catch (error) {
        this.#logger.warn(
          `The absence of descriptor ${entityRef} could not be handled; the next look tries again: ${stringifyError(
            error,
          )}`,
        );
      }
    }
  }
}

/** The descriptor's own owner, who may not approve what its absence asks for. */
async function ownerOf(
  tx: Work,
  record: DescriptorRecord,
  requestId: string,
): Promise<string> {
  const owner = record.accepted?.owner;
  if (typeof owner === 'string') {
    return owner;
  }
  return (await tx.requests.get(requestId))?.requester ?? SYSTEM_ACTOR;
}
