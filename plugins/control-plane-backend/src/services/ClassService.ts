import { JsonObject } from '@backstage/types';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { CallContext } from './CallContext';

export interface ClassView {
  classRevision: ClassRevision;
  /** JSON Schema (2020-12) of the parameters that its kind and policy packs read. */
  parametersSchema: JsonObject;
}

export interface ClassService {
  list(context: CallContext): Promise<ClassView[]>;
  /** The revision that is offered now, or that of a digest, whether it is still offered or not. */
  get(
    name: string,
    revision: { digest?: string },
    context: CallContext,
  ): Promise<ClassView>;
}
