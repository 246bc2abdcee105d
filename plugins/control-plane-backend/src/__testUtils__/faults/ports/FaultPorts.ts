import { Renderer } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { OutboxSink } from '../../../outbox/OutboxSink';
import { Publisher } from '../../../publishers/Publisher';
import { JobLogStore } from '../../../queue/JobLogStore';
import { JobQueue } from '../../../queue/JobQueue';
import { CatalogDirectory } from '../../../services/CatalogDirectory';
import { Stores, UnitOfWork, Work } from '../../../store/UnitOfWork';
import { FaultKind, FaultPlan, noFaults } from './FaultPlan';
import { faultyPublisher } from './faultyPublisher';
import { databaseError, PortError, portError } from './portErrors';

/** The process is as good as dead: whoever gets this must do nothing more. */
export class ProcessDied extends Error {}

/** A read outside of a transaction. */
const READ: readonly FaultKind[] = ['dies', 'timeout', 'unavailable'];
/** A statement of a transaction: whatever is done is undone when it fails. */
const STATEMENT: readonly FaultKind[] = [
  'dies',
  'timeout',
  'unavailable',
  'conflict',
  'done_but_failed',
];
const COMMIT: readonly FaultKind[] = [
  'dies',
  'unavailable',
  'conflict',
  'done_but_failed',
  'done_and_dies',
];
/** A statement that is a transaction of its own; conflicts are met and mended below the port. */
const WRITE: readonly FaultKind[] = [
  'dies',
  'timeout',
  'unavailable',
  'done_but_failed',
  'done_and_dies',
];
const ASK: readonly FaultKind[] = [
  'dies',
  'timeout',
  'unavailable',
  'throttled',
];
const TELL: readonly FaultKind[] = [...ASK, 'done_but_failed', 'done_and_dies'];

/** Methods of the queue that write; the others read. */
const QUEUE_WRITES = ['claim', 'settle', 'release', 'renew', 'rescue', 'purge'];

/**
 * The ports of the product with a fault before or after each of their calls, as a plan says.
 *
 * @remarks
 * Once a plan had the process die, every call dies, until `revive` starts it again: what catches the first death must not get any
 * further.
 */
export class FaultPorts {
  plan: FaultPlan = noFaults;
  /** Waited for before each call that is no part of a transaction, and before each transaction. */
  pace: (call: string) => Promise<void> = async () => {};
  #isDead = false;

  revive(): void {
    this.#isDead = false;
  }

  /** @throws ProcessDied when the process died, whatever its code made of that */
  assertAlive(): void {
    if (this.#isDead) {
      throw new ProcessDied('the process died');
    }
  }

  unitOfWork(inner: UnitOfWork): UnitOfWork {
    const read = () => this.#stores(inner.read, 'read', READ);
    return {
      run: work => this.#transaction(inner, work),
      add: (records, jobs) =>
        this.#meet('add', WRITE, databaseError, () => inner.add(records, jobs)),
      now: () => this.#meet('now', READ, databaseError, () => inner.now()),
      get read(): Stores {
        return read();
      },
    };
  }

  queue(inner: JobQueue): JobQueue {
    return this.#every(inner, key => ({
      call: `queue.${key}`,
      kinds: QUEUE_WRITES.includes(key) ? WRITE : READ,
      errorOf: databaseError,
    }));
  }

  jobLogs(inner: JobLogStore): JobLogStore {
    return this.#every(inner, key => ({
      call: `jobLogs.${key}`,
      kinds: key === 'append' ? WRITE : READ,
      errorOf: databaseError,
    }));
  }

  catalog(inner: CatalogDirectory): CatalogDirectory {
    return this.#every(inner, key => ({
      call: `catalog.${key}`,
      kinds: ASK,
      errorOf: portError('the catalog'),
    }));
  }

  publisher(inner: Publisher): Publisher {
    return faultyPublisher(inner, {
      pace: call => this.pace(call),
      next: (call, kinds) => this.#next(call, kinds),
      die: call => this.#die(call),
    });
  }

  sink(inner: OutboxSink): OutboxSink {
    return {
      name: inner.name,
      ...(inner.keyOf && { keyOf: entry => inner.keyOf?.(entry) ?? entry.id }),
      deliver: entry =>
        this.#meet(`tell ${inner.name}`, TELL, portError(inner.name), () =>
          inner.deliver(entry),
        ),
    };
  }

  /** Rendering is done within the process, at once: it fails or it does not. */
  renderer(inner: Renderer): Renderer {
    return new Proxy(inner, {
      get: (object, key) => {
        const member: unknown = Reflect.get(object, key);
        return typeof member === 'function'
          ? (...args: unknown[]) => {
              const call = `renderer.${String(key)}`;
              const kind = this.#next(call, ['dies', 'unavailable']);
              if (kind !== undefined) {
                throw kind === 'dies'
                  ? this.#die(call)
                  : portError('the renderer')(kind);
              }
              return Reflect.apply(member, object, args);
            }
          : member;
      },
    });
  }

  async #transaction<T>(
    inner: UnitOfWork,
    work: (tx: Work) => Promise<T>,
  ): Promise<T> {
    let afterwards: FaultKind | undefined;
    await this.pace('begin');
    const result = await inner.run(async tx => {
      await this.#meet('begin', STATEMENT, databaseError, async () => {});
      const value = await work(this.#stores(tx, 'tx', STATEMENT));
      const kind = this.#next('commit', COMMIT);
      if (kind === 'dies') {
        throw this.#die('commit');
      }
      const isDone = kind === 'done_but_failed' || kind === 'done_and_dies';
      if (kind !== undefined && !isDone) {
        throw databaseError(kind);
      }
      afterwards = kind;
      return value;
    });
    switch (afterwards) {
      case 'done_and_dies':
        throw this.#die('commit');
      case 'done_but_failed':
        throw databaseError('timeout');
      default:
        return result;
    }
  }

  /** A holder of stores, with faults at each call of them and of its own. */
  #stores<T extends object>(
    target: T,
    name: string,
    kinds: readonly FaultKind[],
  ): T {
    return new Proxy(target, {
      get: (object, key) => {
        const member: unknown = Reflect.get(object, key);
        const call = `${name}.${String(key)}`;
        if (typeof member === 'function') {
          return (...args: unknown[]) =>
            this.#meet(call, kinds, databaseError, async () =>
              Reflect.apply(member, object, args),
            );
        }
        return typeof member === 'object' && member !== null
          ? this.#stores(member, call, kinds)
          : member;
      },
    });
  }

  #every<T extends object>(
    target: T,
    describe: (key: string) => {
      call: string;
      kinds: readonly FaultKind[];
      errorOf: (kind: FaultKind) => PortError;
    },
  ): T {
    return new Proxy(target, {
      get: (object, key) => {
        const member: unknown = Reflect.get(object, key);
        if (typeof member !== 'function') {
          return member;
        }
        const { call, kinds, errorOf } = describe(String(key));
        return (...args: unknown[]) =>
          // These are done within a transaction that has its own faults, or only say that somebody may look.
          key === 'wake' || key === 'enqueue' || key === 'enqueueTogether'
            ? Reflect.apply(member, object, args)
            : this.#meet(call, kinds, errorOf, async () =>
                Reflect.apply(member, object, args),
              );
      },
    });
  }

  async #meet<T>(
    call: string,
    kinds: readonly FaultKind[],
    errorOf: (kind: FaultKind) => PortError,
    run: () => Promise<T>,
  ): Promise<T> {
    if (kinds !== STATEMENT) {
      await this.pace(call);
    }
    const kind = this.#next(call, kinds);
    switch (kind) {
      case undefined:
        return run();
      case 'dies':
        throw this.#die(call);
      case 'done_and_dies':
        await run();
        throw this.#die(call);
      case 'done_but_failed':
        await run();
        throw errorOf('timeout');
      case 'timeout':
      case 'unavailable':
      case 'throttled':
      case 'conflict':
        throw errorOf(kind);
      // no default: every kind is covered
    }
  }

  #next(call: string, kinds: readonly FaultKind[]): FaultKind | undefined {
    if (this.#isDead) {
      throw new ProcessDied(`${call} of a process that died`);
    }
    return this.plan.next(call, kinds);
  }

  #die(call: string): ProcessDied {
    this.#isDead = true;
    return new ProcessDied(`died at ${call}`);
  }
}
