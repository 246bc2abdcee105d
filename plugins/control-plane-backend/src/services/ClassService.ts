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
  get(name: string, context: CallContext): Promise<ClassView>;
}
