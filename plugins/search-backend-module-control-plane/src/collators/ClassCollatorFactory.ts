import { Readable } from 'node:stream';
import { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  classReadPermission,
  ControlPlaneClient,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ClassDocument, classToDocument } from './classToDocument';

/** Reads the classes for search; they are shown to whoever may see classes at all. */
export class ClassCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'control-plane-class';
  readonly visibilityPermission = classReadPermission;
  readonly #client: Pick<ControlPlaneClient, 'listClasses'>;

  static create(
    client: Pick<ControlPlaneClient, 'listClasses'>,
  ): ClassCollatorFactory {
    return new ClassCollatorFactory(client);
  }

  private constructor(client: Pick<ControlPlaneClient, 'listClasses'>) {
    this.#client = client;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<ClassDocument> {
    const { items } = await this.#client.listClasses();
    yield* items.map(classToDocument);
  }
}
