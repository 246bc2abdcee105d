import { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** References that one question to the catalog names. */
const CHUNK = 200;

/** Knows the system of components. */
export interface ComponentSystems {
  /** Full references of systems, by the names of components that are part of one. */
  systemsOf(
    components: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
}

/** Asks the catalog with the plugin's own credentials. */
export class CatalogComponentSystems implements ComponentSystems {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): CatalogComponentSystems {
    return new CatalogComponentSystems(options);
  }

  private constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async systemsOf(
    components: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const names = [...new Set(components)];
    const systems = new Map<string, string>();
    for (let start = 0; start < names.length; start += CHUNK) {
      const chunk = names.slice(start, start + CHUNK);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: chunk.map(name => `component:default/${name}`),
          fields: ['spec.system'],
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      chunk.forEach((name, index) => {
        const system = items[index]?.spec?.system;
        if (typeof system === 'string') {
          systems.set(name, fullReference(system));
        }
      });
    }
    return systems;
  }
}

function fullReference(system: string): string {
  return stringifyEntityRef(
    parseEntityRef(system, {
      defaultKind: 'system',
      defaultNamespace: 'default',
    }),
  );
}
