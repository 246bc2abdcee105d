import { DescriptorLookRecord } from '../domain/descriptor/DescriptorRecord';
import { DescriptorQuery } from '../store/DescriptorStore';
import { UnitOfWork } from '../store/UnitOfWork';
import { DescriptorService, DescriptorView } from './DescriptorService';
import { PageOf } from './HistoryService';

export class DefaultDescriptorService implements DescriptorService {
  readonly #unitOfWork: UnitOfWork;

  static create(options: { unitOfWork: UnitOfWork }): DefaultDescriptorService {
    return new DefaultDescriptorService(options.unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#unitOfWork = unitOfWork;
  }

  async list(
    query: DescriptorQuery,
  ): Promise<PageOf<DescriptorView> & { look?: DescriptorLookRecord }> {
    const { descriptors, requests } = this.#unitOfWork.read;
    const records = await descriptors.list({
      ...query,
      limit: query.limit + 1,
    });
    const items = await Promise.all(
      records.slice(0, query.limit).map(async record => ({
        record,
        requestPhase: record.requestId
          ? (
              await requests.get(record.requestId)
            )?.phase
          : undefined,
      })),
    );
    return {
      items,
      hasMore: records.length > query.limit,
      look: await descriptors.getLook(),
    };
  }
}
