import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AccessPolicy } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Clock } from '../clock';
import { Notice } from '../domain/notice/Notice';
import { noticeOf, NoticeFacts } from '../domain/notice/noticeOf';
import { OutboxEntry } from '../domain/outbox/OutboxEntry';
import { factsOf, Request } from '../domain/request/Request';
import { Revision } from '../domain/revision/Revision';
import { Stores } from '../store/UnitOfWork';
import { OutboxSink } from './OutboxSink';

/** The notifications backend looks every recipient up in the catalog; what takes longer is stuck. */
const TIMEOUT_MS = 10_000;

export interface NotificationsSinkOptions {
  notifications: NotificationService;
  /** Read afresh for each entry, outside of any transaction. */
  stores: () => Pick<Stores, 'requests' | 'revisions'>;
  access: AccessPolicy;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Notifies people of what asks something of them, or ends their waiting.
 *
 * @remarks
 * A notification replaces the one before about the same request and topic, so telling twice does no harm. Where the notifications backend
 * is not installed nobody is notified, and a line of the log says so once.
 */
export class NotificationsSink implements OutboxSink {
  readonly name = 'notifications';
  readonly #options: NotificationsSinkOptions;
  #isMissing = false;

  static create(options: NotificationsSinkOptions): NotificationsSink {
    return new NotificationsSink(options);
  }

  private constructor(options: NotificationsSinkOptions) {
    this.#options = options;
  }

  async deliver(entry: OutboxEntry): Promise<void> {
    const facts = await this.#factsOf(entry);
    const notice = facts && noticeOf(entry, facts);
    const to = notice?.to.filter(isPersonOrGroup) ?? [];
    if (notice && to.length > 0) {
      await this.#send(entry.requestId, { ...notice, to: [...new Set(to)] });
    }
  }

  async #factsOf({
    requestId,
    payload,
  }: OutboxEntry): Promise<NoticeFacts | undefined> {
    const { requests, revisions } = this.#options.stores();
    const request = await requests.get(requestId);
    if (!request) {
      return undefined;
    }
    const generation =
      typeof payload.generation === 'number'
        ? payload.generation
        : request.specGeneration;
    const revision = await revisions.get(requestId, generation);
    if (!revision) {
      return undefined;
    }
    const [found] = await revisions.listEditors([{ requestId, generation }]);
    return {
      request,
      revision,
      approvals: await revisions.listApprovals(requestId, [generation]),
      editors: found?.editors ?? [],
      approvers: this.#approversOf(request, revision),
    };
  }

  /** Where no approver is named for such a request, it is for the admins to decide or to find somebody. */
  #approversOf(request: Request, revision: Revision): string[] {
    const { access } = this.#options;
    const facts = factsOf(request);
    const others = access
      .holdersOf('approver', facts)
      .filter(ref => ref !== revision.requestedBy);
    return others.length > 0 ? others : access.holdersOf('admin', facts);
  }

  async #send(requestId: string, notice: Notice): Promise<void> {
    const { topic, severity, title, description, link, to, except } = notice;
    const { notifications, logger } = this.#options;
    try {
      await this.#inTime(
        notifications.send({
          recipients: {
            type: 'entity',
            entityRef: to,
            excludeEntityRef: [...new Set(except.filter(isPersonOrGroup))],
          },
          payload: {
            title,
            description,
            link,
            severity,
            topic,
            scope: `${requestId}:${topic}`,
          },
        }),
      );
      this.#isMissing = false;
    } catch (error) {
      if (!isNotInstalled(error)) {
        throw error;
      }
      if (!this.#isMissing) {
        this.#isMissing = true;
        logger.info(
          'Nobody is notified of approvals, decisions and leases: the notifications backend is not installed; add @backstage/plugin-notifications-backend to the backend',
        );
      }
    }
  }

  async #inTime(sent: Promise<void>): Promise<void> {
    const end = new AbortController();
    const { clock } = this.#options;
    const late = clock.sleep(TIMEOUT_MS, end.signal).then(() => {
      throw new Error(
        `The notifications backend did not answer within ${
          TIMEOUT_MS / 1000
        } s`,
      );
    });
    try {
      await Promise.race([sent, late]);
    } finally {
      end.abort();
      await Promise.allSettled([late]);
    }
  }
}

/** Services cannot be notified. */
function isPersonOrGroup(ref: string): boolean {
  return /^(?:user|group):/.test(ref);
}

/** The client of the service tells a status only in its message. */
function isNotInstalled(error: unknown): boolean {
  return error instanceof Error && /status 404\b/.test(error.message);
}
