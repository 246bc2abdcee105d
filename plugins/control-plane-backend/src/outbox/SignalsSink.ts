import { SignalsService } from '@backstage/plugin-signals-node';
import { OutboxEntry } from '../domain/outbox/OutboxEntry';
import { OutboxSink } from './OutboxSink';

/** Channel on which open pages hear that a request changed. */
export const SIGNALS_CHANNEL = 'control-plane.requests';

/**
 * Tells open pages that something about a request changed: `{ requestId, kind }`.
 *
 * @remarks
 * A channel has no rights of its own, so everybody who is signed in hears it: it carries ids, and whoever may see more asks
 * the API. A burst about one request is one signal for each kind.
 */
export class SignalsSink implements OutboxSink {
  readonly name = 'signals';
  readonly #signals: SignalsService;

  static create(signals: SignalsService): SignalsSink {
    return new SignalsSink(signals);
  }

  private constructor(signals: SignalsService) {
    this.#signals = signals;
  }

  keyOf({ requestId, kind }: OutboxEntry): string {
    return `${requestId} ${kind}`;
  }

  async deliver({ requestId, kind }: OutboxEntry): Promise<void> {
    await this.#signals.publish({
      recipients: { type: 'broadcast' },
      channel: SIGNALS_CHANNEL,
      message: { requestId, kind },
    });
  }
}
