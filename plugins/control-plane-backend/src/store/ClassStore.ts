import { ClassRevision } from '../domain/classes/ClassRevision';

export interface ClassStore {
  /**
   * Makes the given revisions the current ones of their classes and lists no others any more.
   *
   * @remarks
   * A spec whose digest the class already has keeps its revision number; a new digest gets the next. Idempotent, and safe when
   * several replicas start at once.
   */
  seed(
    classes: Array<Pick<ClassRevision, 'name' | 'digest' | 'origin' | 'spec'>>,
  ): Promise<void>;
  /** Current revisions of the classes that are offered, by name. */
  listCurrent(): Promise<ClassRevision[]>;
  getCurrent(name: string): Promise<ClassRevision | undefined>;
  /** A pinned revision: found for ever, whether or not the class is still offered. */
  get(name: string, digest: string): Promise<ClassRevision | undefined>;
}
