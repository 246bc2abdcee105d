import { PublishTarget, Publisher } from './Publisher';

/** Reads whole folders of a branch through a publisher. */
export class PublisherBranchReader {
  readonly #publisher: Publisher;
  readonly #targetOf: (repository: string) => PublishTarget;

  static create(options: {
    publisher: Publisher;
    targetOf: (repository: string) => PublishTarget;
  }): PublisherBranchReader {
    return new PublisherBranchReader(options);
  }

  private constructor(options: {
    publisher: Publisher;
    targetOf: (repository: string) => PublishTarget;
  }) {
    this.#publisher = options.publisher;
    this.#targetOf = options.targetOf;
  }

  async read(options: {
    repository: string;
    path: string;
    signal: AbortSignal;
  }): Promise<{
    head: string;
    files: Array<{ path: string; content: string }>;
  }> {
    const { repository, path, signal } = options;
    const tree = await this.#publisher.readTree(
      this.#targetOf(repository),
      signal,
    );
    const found = await tree.list(path, signal);
    const files: Array<{ path: string; content: string }> = [];
    for (const file of found) {
      const content = await tree.read(file.path, signal);
      if (content !== undefined) {
        files.push({ path: file.path, content });
      }
    }
    return { head: tree.head, files };
  }
}
