import { Publisher } from '../publishers/Publisher';
import { Stores, UnitOfWork, Work } from '../store/UnitOfWork';

/** The fault that a test asked for: at this place the process is as good as dead. */
export class InjectedFault extends Error {}

/**
 * Counts every place at which a process may die, and dies at one of them.
 *
 * @remarks
 * Places are: before each call of a store, of the queue and of the publisher; before a commit; and after a commit or a push whose
 * answer is lost. A campaign that tries them one by one proves that nothing depends on two of them happening together.
 */
export class FaultPoints {
  #passed = 0;
  #at: number | undefined;
  #struck: string | undefined;

  /** Counts from now on and dies at the place with this number, from 0. */
  arm(at: number): void {
    this.#passed = 0;
    this.#at = at;
    this.#struck = undefined;
  }

  /** Where it died since it was armed, if it did. */
  get struck(): string | undefined {
    return this.#struck;
  }

  get passed(): number {
    return this.#passed;
  }

  unitOfWork(inner: UnitOfWork): UnitOfWork {
    const pass = (place: string) => this.#pass(place);
    const run = async <T>(work: (tx: Work) => Promise<T>): Promise<T> => {
      pass('begin');
      const result = await inner.run(async tx => {
        const value = await work(withPoints(tx, 'tx', pass));
        pass('before commit');
        return value;
      });
      pass('after commit');
      return result;
    };
    return {
      run,
      now: () => {
        pass('now');
        return inner.now();
      },
      get read(): Stores {
        return withPoints(inner.read, 'read', pass);
      },
    };
  }

  publisher(inner: Publisher): Publisher {
    return {
      publish: async batch => {
        this.#pass('before publish');
        const outcomes = await inner.publish(batch);
        this.#pass('after publish');
        return outcomes;
      },
      readTree: async (target, signal) => {
        this.#pass('readTree');
        return inner.readTree(target, signal);
      },
      probe: (target, signal) => inner.probe(target, signal),
    };
  }

  #pass(place: string): void {
    const number = this.#passed;
    this.#passed += 1;
    if (number === this.#at) {
      this.#struck = place;
      throw new InjectedFault(`died at place ${number}: ${place}`);
    }
  }
}

/** The object with a place before each call of it and of the objects that it holds. */
function withPoints<T extends object>(
  target: T,
  name: string,
  pass: (place: string) => void,
): T {
  return new Proxy(target, {
    get(object, key) {
      const member: unknown = Reflect.get(object, key);
      const place = `${name}.${String(key)}`;
      if (typeof member === 'function') {
        return async (...args: unknown[]) => {
          pass(place);
          return Reflect.apply(member, object, args);
        };
      }
      return typeof member === 'object' && member !== null
        ? withPoints(member, place, pass)
        : member;
    },
  });
}
