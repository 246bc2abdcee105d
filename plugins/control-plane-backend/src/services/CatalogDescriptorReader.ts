import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DESCRIPTOR_API_VERSION,
  DESCRIPTOR_KINDS,
  isDescriptorKind,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { SeenDescriptor } from '../domain/descriptor/DescriptorRecord';
import { DescriptorListing, DescriptorReader } from './DescriptorReader';

const PAGE_SIZE = 500;

/** Set by the catalog on what nothing refers to any more, where it is told to keep such entities. */
const ANNOTATION_ORPHAN = 'backstage.io/orphan';

const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec',
];

/** Reads the catalog with the plugin's own credentials. */
export class CatalogDescriptorReader implements DescriptorReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): CatalogDescriptorReader {
    return new CatalogDescriptorReader(options);
  }

  private constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async list(signal: AbortSignal): Promise<DescriptorListing> {
    const descriptors: SeenDescriptor[] = [];
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const { items, pageInfo } = await this.#catalog.queryEntities(
        cursor === undefined
          ? {
              filter: { kind: [...DESCRIPTOR_KINDS] },
              fields: FIELDS,
              limit: PAGE_SIZE,
            }
          : { cursor, fields: FIELDS, limit: PAGE_SIZE },
        await this.#options(),
      );
      descriptors.push(...items.flatMap(seenDescriptor));
      cursor = pageInfo.nextCursor;
    } while (cursor !== undefined);
    return {
      descriptors,
      catalogIsEmpty: descriptors.length === 0 && (await this.#isEmpty()),
    };
  }

  async groupsOf(userRef: string): Promise<string[] | undefined> {
    const user = await this.#catalog.getEntityByRef(
      userRef,
      await this.#options(),
    );
    if (!user) {
      return undefined;
    }
    return (user.relations ?? [])
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
  }

  async refresh(entityRef: string): Promise<void> {
    await this.#catalog.refreshEntity(entityRef, await this.#options());
  }

  async #isEmpty(): Promise<boolean> {
    const { totalItems } = await this.#catalog.queryEntities(
      { limit: 1, fields: ['kind'] },
      await this.#options(),
    );
    return totalItems === 0;
  }

  async #options() {
    return { credentials: await this.#auth.getOwnServiceCredentials() };
  }
}

function seenDescriptor(entity: Entity): SeenDescriptor[] {
  const { annotations = {}, name, namespace = 'default' } = entity.metadata;
  if (
    entity.apiVersion !== DESCRIPTOR_API_VERSION ||
    !isDescriptorKind(entity.kind) ||
    annotations[ANNOTATION_ORPHAN] === 'true'
  ) {
    return [];
  }
  return [
    {
      entityRef: stringifyEntityRef(entity),
      kind: entity.kind,
      name,
      namespace,
      location: annotations[ANNOTATION_LOCATION] ?? '',
      spec: entity.spec,
    },
  ];
}
