import { isLabel } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ConflictError, InputError } from '@backstage/errors';

/** Things by their unique name, in the order of their names. */
export class NamedRegistry<T extends { readonly name: string }> {
  readonly #entries = new Map<string, T>();
  readonly #noun: string;

  private constructor(noun: string) {
    this.#noun = noun;
  }

  /** @param noun - What the entries are, for errors, e.g. `policy pack`. */
  static create<T extends { readonly name: string }>(options: {
    noun: string;
    entries?: Iterable<T>;
  }): NamedRegistry<T> {
    const registry = new NamedRegistry<T>(options.noun);
    registry.add(...(options.entries ?? []));
    return registry;
  }

  /** @throws ConflictError when the name is taken, InputError when it is no RFC 1123 label. */
  add(...entries: T[]): void {
    for (const entry of entries) {
      if (!isLabel(entry.name)) {
        throw new InputError(
          `Expected an RFC 1123 label as name of a ${this.#noun}, got "${
            entry.name
          }"`,
        );
      }
      if (this.#entries.has(entry.name)) {
        throw new ConflictError(
          `Expected each ${this.#noun} to have a name of its own, got "${
            entry.name
          }" twice; rename one of them`,
        );
      }
      this.#entries.set(entry.name, entry);
    }
  }

  find(name: string): T | undefined {
    return this.#entries.get(name);
  }

  /**
   * @param field - The field that names it, for the error.
   * @throws InputError when there is none of that name.
   */
  get(name: string, field: string): T {
    const entry = this.#entries.get(name);
    if (!entry) {
      throw new InputError(
        `${field}: expected a known ${this.#noun} (${this.names().join(
          ', ',
        )}), got "${name}"`,
      );
    }
    return entry;
  }

  names(): string[] {
    return [...this.#entries.keys()].sort();
  }

  all(): T[] {
    return this.names().flatMap(name => this.#entries.get(name) ?? []);
  }
}
