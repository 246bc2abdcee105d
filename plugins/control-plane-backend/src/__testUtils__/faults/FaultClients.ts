import { ConflictError, NotFoundError } from '@backstage/errors';
import { ServiceDependencies } from '../../composition/createServices';
import { Request } from '../../domain/request/Request';
import { Revision } from '../../domain/revision/Revision';
import { RECONCILE_REQUEST } from '../../domain/reconcile/jobs';
import { JobQueue } from '../../queue/JobQueue';
import { CallContext } from '../../services/CallContext';
import { CatalogDirectory } from '../../services/CatalogDirectory';
import { ChangePlanner } from '../../services/ChangePlanner';
import { DefaultApprovalService } from '../../services/DefaultApprovalService';
import { DefaultOperationsService } from '../../services/DefaultOperationsService';
import { DefaultRequestService } from '../../services/DefaultRequestService';
import { LaneReader } from '../../services/LaneReader';
import { NewRequestPlanner } from '../../services/NewRequestPlanner';
import { PlanPresenter } from '../../services/PlanPresenter';
import { RequestCreation } from '../../services/RequestCreation';
import { NewRequest, RequestView } from '../../services/RequestService';
import { people } from '../testWorld';
import { FaultPorts, ProcessDied } from './ports/FaultPorts';
import { isInjected } from './ports/portErrors';

/** Tries of a call before its client gives up: one in two faults would not get that far. */
const TRIES = 60;

/** Everything that requests name is there. */
export const everythingIsThere: CatalogDirectory = {
  hasTeam: async () => true,
  hasApp: async () => true,
  hasOwner: async () => true,
  probe: async () => {},
};

const contextOf = (ref: string): CallContext => ({
  actor: ref,
  caller: { type: 'user', ref, ownership: [ref] },
  credentials: {
    $$type: '@backstage/BackstageCredentials',
    principal: undefined,
  },
});

const REQUESTER = contextOf(people.requester);
const APPROVER = contextOf(people.approver);
const ADMIN = contextOf(people.admin);

/**
 * People who insist: a call that fails for reasons of the machinery is made again, after a look at whether it was done.
 *
 * @remarks
 * What the product refuses is thrown as it is: that is an answer.
 */
export class FaultClients {
  /** Idempotency keys of creates that were answered. */
  readonly keys: string[] = [];
  readonly #ports: FaultPorts;
  readonly #queue: JobQueue;
  readonly #requests: DefaultRequestService;
  readonly #approvals: DefaultApprovalService;
  readonly #operations: DefaultOperationsService;
  readonly #unanswered: Array<() => Promise<string>> = [];
  #calls = 0;

  static create(
    options: Omit<ServiceDependencies, 'access' | 'authorizer'> & {
      changes: ChangePlanner;
      ports: FaultPorts;
    },
  ): FaultClients {
    return new FaultClients(options);
  }

  private constructor(
    options: Omit<ServiceDependencies, 'access' | 'authorizer'> & {
      changes: ChangePlanner;
      ports: FaultPorts;
    },
  ) {
    const { unitOfWork, queue, targets } = options;
    this.#ports = options.ports;
    this.#queue = queue;
    const plans = PlanPresenter.create({
      classes: unitOfWork.read.classes,
      branches: {
        read: async () => {
          throw new Error('Expected nobody to compare a plan with the branch');
        },
      },
    });
    this.#requests = DefaultRequestService.create({
      unitOfWork,
      plans,
      jobs: queue,
      changes: options.changes,
      creation: RequestCreation.create({
        unitOfWork,
        plans,
        newRequests: NewRequestPlanner.create(options),
      }),
    });
    this.#approvals = DefaultApprovalService.create({ unitOfWork });
    this.#operations = DefaultOperationsService.create({
      ...options,
      lanes: LaneReader.create({
        ...options,
        repositories: targets.repositories(),
        publications: unitOfWork.read.publications,
      }),
    });
  }

  /** @returns the id */
  async create(asked: Partial<NewRequest> = {}): Promise<string> {
    this.#calls += 1;
    const idempotencyKey = `key-${this.#calls}`;
    const body: NewRequest = {
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
      labels: {},
      parameters:
        asked.class === 'production' ? { changeTicket: 'CHG-1042' } : {},
      reason: '',
      ...asked,
    };
    const send = async () => {
      const { view } = await this.#insist(() =>
        this.#requests.create(body, { ...REQUESTER, idempotencyKey }),
      );
      this.keys.push(idempotencyKey);
      return view.request.id;
    };
    try {
      return await send();
    } catch (error) {
      if (isOfMachinery(error)) {
        this.#unanswered.push(send);
      }
      throw error;
    }
  }

  /** Sends every create again that was given up without an answer. */
  async finishCreates(): Promise<void> {
    for (const send of this.#unanswered.splice(0)) {
      await send();
    }
  }

  /** @returns the generation */
  async change(id: string): Promise<number> {
    this.#calls += 1;
    const reason = `change ${this.#calls}`;
    const labels = { change: String(this.#calls) };
    return this.#insist(async () => {
      const before = await this.view(id);
      const made = [...before.open, before.spec].find(
        revision => revision.reason === reason,
      );
      if (made) {
        return made.generation;
      }
      const { version } = before.request;
      const asked = { labels, reason, version, toCurrentClass: false };
      const after = await this.#requests.change(id, asked, REQUESTER);
      return after.request.generation;
    });
  }

  async extend(id: string, hours: number): Promise<number> {
    this.#calls += 1;
    const idempotencyKey = `key-${this.#calls}`;
    const { request } = await this.#insist(() =>
      this.#requests.extend(
        id,
        { hours, reason: 'longer' },
        { ...REQUESTER, idempotencyKey },
      ),
    );
    return request.generation;
  }

  async remove(id: string): Promise<number> {
    const { request } = await this.#insist(() =>
      this.#requests.remove(id, { reason: 'done with it' }, REQUESTER),
    );
    return request.generation;
  }

  async approve(id: string, generation: number): Promise<void> {
    await this.#decide(id, generation, ({ planDigest }) =>
      this.#approvals.approve(
        id,
        { generation, planDigest, comment: 'go' },
        APPROVER,
      ),
    );
  }

  async reject(id: string, generation: number): Promise<void> {
    await this.#decide(id, generation, ({ planDigest }) =>
      this.#approvals.reject(
        id,
        { generation, planDigest, comment: 'too dear' },
        APPROVER,
      ),
    );
  }

  async withdraw(id: string, generation: number): Promise<void> {
    await this.#insist(async () => {
      const { open } = await this.view(id);
      if (open.some(revision => revision.generation === generation)) {
        await this.#approvals.withdraw(
          id,
          { generation, comment: '' },
          REQUESTER,
        );
      }
    });
  }

  async ask(id: string): Promise<void> {
    await this.#insist(() => this.#requests.reconcile(id, REQUESTER));
  }

  /** Cancels the waiting job of a request, if it has one. */
  async cancel(id: string): Promise<void> {
    await this.#insist(async () => {
      const [job] = await this.#queue.listLive(RECONCILE_REQUEST, [id]);
      if (job?.state === 'ready') {
        await this.#operations.cancelJob(job.id, ADMIN);
      }
    });
  }

  /** Replays the newest job of a request, if it is dead or was cancelled. */
  async replay(id: string): Promise<void> {
    await this.#insist(async () => {
      const [job] = await this.#queue.list({
        kind: RECONCILE_REQUEST,
        key: id,
        limit: 1,
      });
      if (job?.state === 'dead' || job?.state === 'cancelled') {
        await this.#operations.replayJob(job.id, ADMIN);
      }
    });
  }

  async view(id: string): Promise<RequestView> {
    return this.#insist(() => this.#requests.get(id));
  }

  async request(id: string): Promise<Request> {
    return (await this.view(id)).request;
  }

  async #decide(
    id: string,
    generation: number,
    act: (revision: Revision) => Promise<unknown>,
  ): Promise<void> {
    await this.#insist(async () => {
      const { open } = await this.view(id);
      const revision = open.find(other => other.generation === generation);
      if (revision?.state === 'pending_approval') {
        await act(revision);
      }
    });
  }

  async #insist<T>(act: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        const result = await act();
        this.#ports.assertAlive();
        return result;
      } catch (error) {
        this.#ports.revive();
        if (!isOfMachinery(error) || tries === TRIES) {
          throw error;
        }
      }
    }
  }
}

/** Whether the product refused something, as it may: what was asked for does not fit the request as it is. */
export function isRefusal(error: unknown): boolean {
  return (
    !isOfMachinery(error) &&
    (error instanceof ConflictError ||
      error instanceof NotFoundError ||
      (error instanceof Error &&
        [
          'InvalidFieldsError',
          'PreconditionFailedError',
          'InputError',
        ].includes(error.name)))
  );
}

/** Whether a call failed for reasons of the machinery: nobody knows whether it was done. */
export function isOfMachinery(error: unknown): boolean {
  return (
    error instanceof ProcessDied ||
    isInjected(error) ||
    (error instanceof Error &&
      error.cause !== undefined &&
      isOfMachinery(error.cause))
  );
}
