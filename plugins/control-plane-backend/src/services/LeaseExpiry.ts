import { LoggerService } from '@backstage/backend-plugin-api';
import { withConditions } from '../domain/request/conditions';
import { Request } from '../domain/request/Request';
import { submitRevision } from '../domain/revision/submitRevision';
import { UnitOfWork, Work } from '../store/UnitOfWork';
import { applyEffects } from './applyEffects';
import { ChangePlanner } from './ChangePlanner';
import { loadInForce, loadView } from './loadViews';

/** Requests whose expiry one sweep acts on; the next sweep takes the rest. */
const MAX_PER_SWEEP = 100;

/** How long before its end people are warned. */
const WARNING_SECONDS = 24 * 3600;

/** Leases that were never longer than that end as people asked for, without a warning. */
const WARNED_FROM_HOURS = 48;

/** Who asks for what an expiry does. */
const ACTOR = 'system:lease';

/**
 * Acts on leases that have run out, as each class says.
 *
 * @remarks
 * Expiry is an instant of the database clock, judged again on the locked row: an extension that committed first wins. `delete` asks for
 * the teardown by a revision like any other; `review` removes nothing: a condition and an event say that
 * somebody has to look. A day before the end of a longer lease people are warned, once for each end.
 */
export class LeaseExpiry {
  readonly #unitOfWork: UnitOfWork;
  readonly #changes: ChangePlanner;
  readonly #logger: LoggerService;

  static create(options: {
    unitOfWork: UnitOfWork;
    changes: ChangePlanner;
    logger: LoggerService;
  }): LeaseExpiry {
    return new LeaseExpiry(options);
  }

  private constructor(options: {
    unitOfWork: UnitOfWork;
    changes: ChangePlanner;
    logger: LoggerService;
  }) {
    this.#unitOfWork = options.unitOfWork;
    this.#changes = options.changes;
    this.#logger = options.logger;
  }

  /** @returns how many requests were acted on. */
  async sweep(signal: AbortSignal): Promise<number> {
    const { requests } = this.#unitOfWork.read;
    const expired = await this.#each(
      await requests.listExpired(MAX_PER_SWEEP),
      (tx, id) => this.#expire(tx, id),
      signal,
    );
    const warned = await this.#each(
      await requests.listExpiring({
        withinSeconds: WARNING_SECONDS,
        minHours: WARNED_FROM_HOURS,
        limit: MAX_PER_SWEEP,
      }),
      warn,
      signal,
    );
    return expired + warned;
  }

  async #each(
    ids: readonly string[],
    act: (tx: Work, id: string) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<number> {
    let acted = 0;
    for (const id of ids) {
      signal.throwIfAborted();
      try {
        acted += (await this.#unitOfWork.run(tx => act(tx, id))) ? 1 : 0;
      } catch (error) {
        // One request that cannot be expired must not keep the others alive for ever.
        this.#logger.error(
          `The end of the lease of ${id} could not be acted on: ${error}`,
          { requestId: id },
        );
      }
    }
    return acted;
  }

  async #expire(tx: Work, id: string): Promise<boolean> {
    const now = await tx.now();
    const request = await tx.requests.getForUpdate(id);
    const expiresAt = request?.lease.expiresAt;
    if (
      !request ||
      !expiresAt ||
      expiresAt > now ||
      request.lease.expiryHandledAt
    ) {
      return false;
    }
    const handled = {
      ...request,
      lease: { ...request.lease, expiryHandledAt: now },
    };
    switch (request.lease.onExpiry) {
      case 'delete':
        await this.#tearDown(tx, handled, now);
        return true;
      case 'review':
        await review(tx, handled, now);
        return true;
      default: {
        const unreachable: never = request.lease.onExpiry;
        throw new Error(`Unknown expiry action ${unreachable}`);
      }
    }
  }

  async #tearDown(tx: Work, request: Request, now: Date): Promise<void> {
    const view = await loadView(tx, request);
    const planned = await this.#changes.planDeletion({
      ...view,
      reason: 'The lease has run out',
      everStarted: true,
      actor: ACTOR,
      classes: tx.classes,
      now,
    });
    const effects = submitRevision({
      request,
      ...planned,
      // The class agreed to the end of the lease when it said what expiry does; nobody has to agree again.
      approval: { type: 'policy', rule: 'lease-expired' },
      revision: {
        ...planned.revision,
        state: 'approved',
        approvalRule: 'lease-expired',
      },
      open: view.open,
      inForce: await loadInForce(tx, request),
      actor: ACTOR,
      now,
    });
    await applyEffects(
      tx,
      {
        ...effects,
        audit: [expiredEntry(request, 'delete'), ...effects.audit],
        outbox: [lapsed(request), ...effects.outbox],
      },
      { isNew: false },
    );
  }
}

async function review(tx: Work, request: Request, now: Date): Promise<void> {
  await tx.requests.update({
    ...request,
    conditions: withConditions(
      request.conditions,
      [
        {
          type: 'LeaseExpired',
          status: 'True',
          reason: 'ReviewDue',
          message:
            'The lease has run out; nothing was removed. Extend it or ask for the teardown',
        },
      ],
      { now, generation: request.generation },
    ),
  });
  await tx.audit.append([expiredEntry(request, 'review')]);
  await tx.outbox.append([lapsed(request)]);
}

async function warn(tx: Work, id: string): Promise<boolean> {
  const request = await tx.requests.getForUpdate(id);
  const expiresAt = request?.lease.expiresAt;
  if (
    !request ||
    !expiresAt ||
    expiresAt <= (await tx.now()) ||
    request.lease.warnedFor?.getTime() === expiresAt.getTime()
  ) {
    return false;
  }
  await tx.requests.update({
    ...request,
    lease: { ...request.lease, warnedFor: expiresAt },
  });
  await tx.outbox.append([
    {
      kind: 'lease_expiring',
      requestId: id,
      payload: { expiresAt: expiresAt.toISOString() },
    },
  ]);
  return true;
}

function expiredEntry(request: Request, onExpiry: 'delete' | 'review') {
  return {
    actor: ACTOR,
    action: 'lease.expired',
    requestId: request.id,
    details: {
      expiresAt: request.lease.expiresAt?.toISOString() ?? '',
      onExpiry,
    },
  };
}

function lapsed(request: Request) {
  return {
    kind: 'lease_expired' as const,
    requestId: request.id,
    payload: { onExpiry: request.lease.onExpiry },
  };
}
