import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_REQUEST_ID,
  Descriptor,
  DESCRIPTOR_API_VERSION,
  DescriptorStatus,
  isDescriptorKind,
  isTerminalPhase,
  parseDescriptor,
  requestEntityRef,
  RequestDescriptorSpec,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DescriptorOutcomes } from './DescriptorOutcomes';
import { StatusItem, statusItemsOf } from './descriptorStatus';

type EntityWithStatus = Entity & { status?: { items?: StatusItem[] } };

/**
 * Lets the catalog take descriptors, and shows on them what became of them.
 *
 * @remarks
 * It changes nothing in the control plane, which reads the catalog by itself: processors also run when somebody merely wants an entity
 * validated.
 */
export class DescriptorProcessor implements CatalogProcessor {
  readonly #outcomes: DescriptorOutcomes;

  static create(options: {
    outcomes: DescriptorOutcomes;
  }): DescriptorProcessor {
    return new DescriptorProcessor(options.outcomes);
  }

  private constructor(outcomes: DescriptorOutcomes) {
    this.#outcomes = outcomes;
  }

  getProcessorName(): string {
    return 'ControlPlaneDescriptorProcessor';
  }

  /** Whatever its spec is: see `statusItemsOf` for why a wrong one does not fail here. */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    return isDescriptor(entity);
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    if (!isDescriptor(entity)) {
      return entity;
    }
    const parsed = parseDescriptor(entity);
    const outcome = await this.#outcomes.of(stringifyEntityRef(entity), cache);
    emitRelations(entity, emit, {
      descriptor: parsed.type === 'valid' ? parsed.value : undefined,
      outcome,
    });
    return withOutcome(
      entity,
      outcome,
      statusItemsOf(parsed.type === 'invalid' ? parsed.errors : [], outcome),
    );
  }
}

function isDescriptor({ apiVersion, kind }: Entity): boolean {
  return apiVersion === DESCRIPTOR_API_VERSION && isDescriptorKind(kind);
}

/** Says nothing of a request that the control plane did not name, whatever the descriptor's author wrote. */
function withOutcome(
  entity: Entity,
  outcome: DescriptorStatus | undefined,
  items: StatusItem[],
): EntityWithStatus {
  const { [ANNOTATION_REQUEST_ID]: _claimed, ...annotations } =
    entity.metadata.annotations ?? {};
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...annotations,
        ...(outcome?.requestId && {
          [ANNOTATION_REQUEST_ID]: outcome.requestId,
        }),
      },
    },
    ...(items.length > 0 && { status: { items } }),
  };
}

function emitRelations(
  entity: Entity,
  emit: CatalogProcessorEmit,
  known: {
    descriptor: Descriptor | undefined;
    outcome: DescriptorStatus | undefined;
  },
): void {
  const self = getCompoundEntityRef(entity);
  const relate = (ref: string, forth: string, back: string) => {
    const other = parseEntityRef(ref);
    emit(
      processingResult.relation({ source: self, type: forth, target: other }),
    );
    emit(
      processingResult.relation({ source: other, type: back, target: self }),
    );
  };
  if (known.descriptor?.kind === 'EnvironmentRequest') {
    const { spec } = known.descriptor;
    relate(ownerRefOf(spec), RELATION_OWNED_BY, RELATION_OWNER_OF);
    relate(
      fullRef(spec.app, 'component'),
      RELATION_DEPENDENCY_OF,
      RELATION_DEPENDS_ON,
    );
  }
  const { requestId, requestPhase } = known.outcome ?? {};
  if (requestId && requestPhase && !isTerminalPhase(requestPhase)) {
    relate(requestEntityRef(requestId), RELATION_HAS_PART, RELATION_PART_OF);
  }
}

function ownerRefOf({ owner, team }: RequestDescriptorSpec): string {
  return owner === undefined ? fullRef(team, 'group') : fullRef(owner, 'user');
}

function fullRef(ref: string, defaultKind: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
  );
}
