import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  DescriptorLookRecord,
  DescriptorRecord,
  SeenDescriptor,
} from '../domain/descriptor/DescriptorRecord';
import { judgeAbsence } from '../domain/descriptor/judgeAbsence';
import { UnitOfWork } from '../store/UnitOfWork';
import { ClassDescriptors } from './ClassDescriptors';
import { ClassSources } from './ClassSources';
import { DescriptorListing, DescriptorReader } from './DescriptorReader';
import { DescriptorRemovals } from './DescriptorRemovals';
import { RequestDescriptors } from './RequestDescriptors';

export interface DescriptorLookOptions {
  unitOfWork: UnitOfWork;
  reader: DescriptorReader;
  classes: ClassDescriptors;
  sources: ClassSources;
  requests: RequestDescriptors;
  removals: DescriptorRemovals;
  removal: { graceSeconds: number; holdMassRemoval: boolean };
  logger: LoggerService;
}

/**
 * Compares what the catalog describes with what was made of it, and acts on the difference.
 *
 * @remarks
 * The control plane reads the catalog instead of being told by it. A processor of the catalog also runs for dry runs, where anybody may
 * hand in an entity with any location: acting there would let a validation make an environment. It also hears nothing of a descriptor
 * that is gone. A look needs no memory but its records, so restarts and lost events cost a look's time and nothing else.
 *
 * Classes come first, so that a request can use a class that came with it. One descriptor that fails keeps no other from being judged.
 */
export class DescriptorLook {
  readonly #options: DescriptorLookOptions;

  static create(options: DescriptorLookOptions): DescriptorLook {
    return new DescriptorLook(options);
  }

  private constructor(options: DescriptorLookOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { unitOfWork, reader, sources } = this.#options;
    let listing: DescriptorListing;
    try {
      listing = await reader.list(signal);
    } catch (error) {
      await this.#report({
        result: 'failed',
        message: `The catalog could not be read, and nothing is taken as removed: ${stringifyError(
          error,
        )}`,
      });
      return;
    }
    const changed: string[] = [];
    const { descriptors } = listing;
    const known = await unitOfWork.read.descriptors.listPresent();
    for (const seen of inOrder(descriptors)) {
      signal.throwIfAborted();
      if (await this.#judge(seen)) {
        changed.push(seen.entityRef);
      }
    }
    await this.#judgeAbsence(listing, known);
    await unitOfWork.run(tx => sources.offerChanges(tx));
    for (const entityRef of changed) {
      await this.#refresh(entityRef);
    }
  }

  async #judge(seen: SeenDescriptor): Promise<boolean> {
    const { unitOfWork, classes, requests, logger } = this.#options;
    try {
      const known = await unitOfWork.read.descriptors.get(seen.entityRef);
      switch (seen.kind) {
        case 'EnvironmentClass': {
          const isChanged = await classes.judge(seen, known);
          if (isChanged) {
            await unitOfWork.run(tx => this.#options.sources.offerChanges(tx));
          }
          return isChanged;
        }
        case 'EnvironmentRequest':
          return await requests.judge(seen, known);
        default: {
          const unreachable: never = seen.kind;
          throw new Error(`Unknown kind of descriptor: ${unreachable}`);
        }
      }
    } catch (error) {
      logger.warn(
        `Descriptor ${
          seen.entityRef
        } could not be judged; the next look tries again: ${stringifyError(
          error,
        )}`,
      );
      return false;
    }
  }

  async #judgeAbsence(
    { descriptors, catalogIsEmpty }: DescriptorListing,
    known: readonly DescriptorRecord[],
  ): Promise<void> {
    const { unitOfWork, removals, removal } = this.#options;
    const verdict = judgeAbsence({
      known,
      seen: new Set(descriptors.map(({ entityRef }) => entityRef)),
      catalogIsEmpty,
      ...removal,
      now: await unitOfWork.now(),
    });
    switch (verdict.type) {
      case 'held':
        await this.#report({ result: 'held', message: verdict.reason });
        return;
      case 'judged':
        await removals.countMissing(verdict.missing);
        await removals.forgetMissing(verdict.back);
        await removals.remove(verdict.removed);
        await this.#report({
          result: 'complete',
          message: `${descriptors.length} descriptors are in the catalog; ${verdict.missing.length} are missing, ${verdict.removed.length} were removed`,
        });
        return;
      default: {
        const unreachable: never = verdict;
        throw new Error(`Unknown verdict ${JSON.stringify(unreachable)}`);
      }
    }
  }

  /** Keeps the result where everybody can read it, and logs a bad one once for as long as it lasts. */
  async #report(look: Omit<DescriptorLookRecord, 'at'>): Promise<void> {
    const { unitOfWork, logger } = this.#options;
    const before = await unitOfWork.read.descriptors.getLook();
    if (
      look.result !== 'complete' &&
      (before?.result !== look.result || before.message !== look.message)
    ) {
      logger.warn(look.message);
    }
    await unitOfWork.run(async tx =>
      tx.descriptors.saveLook({ ...look, at: await tx.now() }),
    );
  }

  /** A hint only: the catalog processes every entity again by itself, minutes later. */
  async #refresh(entityRef: string): Promise<void> {
    try {
      await this.#options.reader.refresh(entityRef);
    } catch (error) {
      this.#options.logger.debug(
        `The catalog did not take up ${entityRef} at once: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}

function inOrder(descriptors: readonly SeenDescriptor[]): SeenDescriptor[] {
  return [
    ...descriptors.filter(({ kind }) => kind === 'EnvironmentClass'),
    ...descriptors.filter(({ kind }) => kind !== 'EnvironmentClass'),
  ];
}
