import { Manifest } from '../manifests/Manifest';
import { ParametersSchema } from '../parameters/ParametersSchema';
import { RenderContext } from '../render/RenderContext';
import { RenderTarget } from '../render/RenderInput';

/** What a pack adds to one request. */
export interface PolicyPackContribution {
  /** Labels of every namespace; two packs that disagree about one are refused. */
  namespaceLabels?: Record<string, string>;
  /** Annotations of every namespace; two packs that disagree about one are refused. */
  namespaceAnnotations?: Record<string, string>;
  /** Objects in the request's namespaces. Network policies, quotas and limit ranges go to the file of their kind. */
  objects?: Manifest[];
  /** Additions to the one limit range of each namespace, because two would leave the defaults to chance. */
  containerLimits?: ContainerLimits;
}

/** Fields of a LimitRange item of type Container, by resource. */
export interface ContainerLimits {
  defaultRequest?: Record<string, string>;
  maxLimitRequestRatio?: Record<string, string>;
}

/**
 * A named set of guard rails that classes list.
 *
 * @remarks
 * Packs render real objects. They are pure, and they only add: a network policy of one pack can open what another
 * closed, never the other way round.
 */
export interface PolicyPack {
  /** RFC 1123 label. */
  readonly name: string;
  /** Counts up when the objects change; people read it beside the name in every environment. */
  readonly version: string;
  readonly description: string;
  readonly parametersSchema?: ParametersSchema;
  contribute(context: RenderContext): PolicyPackContribution;
  /** Objects that stand once in every target, such as admission policies that namespaces opt into by label. */
  targetObjects(target: RenderTarget): Manifest[];
}
