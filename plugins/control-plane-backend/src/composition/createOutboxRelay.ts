import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { AccessPolicy } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { Clock } from '../clock';
import { EventsSink } from '../outbox/EventsSink';
import { NotificationsSink } from '../outbox/NotificationsSink';
import { OutboxRelay } from '../outbox/OutboxRelay';
import { SignalsSink } from '../outbox/SignalsSink';
import { UnitOfWork } from '../store/UnitOfWork';

/** Who is told after commit: other plugins, open pages and people. There has to be a sink for each name in `OUTBOX_SINKS`. */
export function createOutboxRelay(options: {
  unitOfWork: UnitOfWork;
  events: EventsService;
  signals: SignalsService;
  notifications: NotificationService;
  access: AccessPolicy;
  clock: Clock;
  logger: LoggerService;
}): OutboxRelay {
  const { unitOfWork } = options;
  return OutboxRelay.create({
    ...options,
    // As whole transactions: those are run again when another process holds the database.
    outbox: {
      append: entries => unitOfWork.run(tx => tx.outbox.append(entries)),
      take: (...args) => unitOfWork.run(tx => tx.outbox.take(...args)),
      remove: ids => unitOfWork.run(tx => tx.outbox.remove(ids)),
    },
    sinks: [
      EventsSink.create(options.events),
      SignalsSink.create(options.signals),
      NotificationsSink.create({ ...options, stores: () => unitOfWork.read }),
    ],
  });
}
