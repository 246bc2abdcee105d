import { AuthService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Clock } from '../clock';
import { CatalogDirectory } from './CatalogDirectory';

/** Longest list of references that are remembered; the oldest go first. */
const MAX_REMEMBERED = 10_000;

/**
 * Asks the catalog with the plugin's own credentials and remembers what exists.
 *
 * @remarks
 * Only found entities are remembered: somebody who has just registered a component must not wait for a cache to forget that it was missing.
 */
export class CachedCatalogDirectory implements CatalogDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #foundAt = new Map<string, number>();

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    clock: Clock;
    cacheSeconds: number;
  }): CachedCatalogDirectory {
    return new CachedCatalogDirectory(options);
  }

  private constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    clock: Clock;
    cacheSeconds: number;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#clock = options.clock;
    this.#ttlMs = options.cacheSeconds * 1000;
  }

  async hasTeam(name: string): Promise<boolean> {
    return this.#exists(`group:default/${name}`);
  }

  async hasApp(name: string): Promise<boolean> {
    return this.#exists(`component:default/${name}`);
  }

  async hasOwner(entityRef: string): Promise<boolean> {
    return this.#exists(entityRef);
  }

  async probe(): Promise<void> {
    await this.#catalog.queryEntities(
      { limit: 1, fields: ['kind'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
  }

  async #exists(entityRef: string): Promise<boolean> {
    const now = this.#clock.monotonic();
    const foundAt = this.#foundAt.get(entityRef);
    if (foundAt !== undefined && now - foundAt < this.#ttlMs) {
      return true;
    }
    const entity = await this.#read(entityRef);
    this.#foundAt.delete(entityRef);
    if (!entity) {
      return false;
    }
    this.#foundAt.set(entityRef, now);
    const [oldest] = this.#foundAt.keys();
    if (this.#foundAt.size > MAX_REMEMBERED && oldest !== undefined) {
      this.#foundAt.delete(oldest);
    }
    return true;
  }

  async #read(entityRef: string) {
    try {
      return await this.#catalog.getEntityByRef(entityRef, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        `The catalog could not be asked for ${entityRef}; try again when it answers`,
        error,
      );
    }
  }
}
