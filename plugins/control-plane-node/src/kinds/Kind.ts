import { Manifest } from '../manifests/Manifest';
import { ParametersSchema } from '../parameters/ParametersSchema';
import { RenderContext } from '../render/RenderContext';

/** One file of a request's folder. */
export interface KindFile {
  /** Name without folder, e.g. `database.yaml`. */
  name: string;
  objects: Manifest[];
}

/**
 * What a class makes.
 *
 * @remarks
 * Namespaces, quota, limit range, network isolation, policy packs and delivery come with every kind; a kind adds the
 * objects that are its own. Rendering is pure: the same context gives the same objects, on every machine and at any time.
 */
export interface Kind {
  /** RFC 1123 label. */
  readonly name: string;
  readonly description: string;
  readonly parametersSchema?: ParametersSchema;
  /** Whether a source with a path is delivered into the first namespace. */
  readonly deliversSource: boolean;
  /** Objects in the request's namespaces, by file. Labels and annotations of the request are added to each. */
  render(context: RenderContext): KindFile[];
}
