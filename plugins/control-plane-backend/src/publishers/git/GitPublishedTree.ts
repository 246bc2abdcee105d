import { PathEdit, PublishedFile, PublishedTree } from '../Publisher';
import { GitMirror } from './GitMirror';

export interface GitPublishedTreeOptions {
  head: string;
  mirror: GitMirror;
  /** Runs a read while nobody else uses the mirror. */
  takeTurn<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T>;
}

/** Reads one commit of a branch from its mirror; later fetches do not change what it shows. */
export class GitPublishedTree implements PublishedTree {
  readonly head: string;

  constructor(private readonly options: GitPublishedTreeOptions) {
    this.head = options.head;
  }

  list(path: string, signal: AbortSignal): Promise<PublishedFile[]> {
    return this.options.takeTurn(signal, () =>
      this.options.mirror.list(this.head, path, signal),
    );
  }

  read(path: string, signal: AbortSignal): Promise<string | undefined> {
    return this.options.takeTurn(signal, async () => {
      const { mirror } = this.options;
      const content = await mirror.objects().file(this.head, path, signal);
      return content?.toString('utf8');
    });
  }

  lastEdit(path: string, signal: AbortSignal): Promise<PathEdit | undefined> {
    return this.options.takeTurn(signal, () =>
      this.options.mirror.lastEdit(this.head, path, signal),
    );
  }
}
