import { GitProtocolError, Packet, PktLineParser } from './PktLineParser';

/** Most of what a server says that is kept for a person to read. */
const MAX_WORDS = 64 * 1024;

/**
 * Collects what a server answers to a push.
 *
 * @remarks
 * Strict: only a report that is whole, well formed and about our ref alone says what became of the push. Whatever else comes leaves
 * it open, and then it has to be looked for on the branch.
 */
export class PushReport {
  private readonly outer = new PktLineParser();
  private readonly inner = new PktLineParser();
  private readonly lines: string[] = [];
  private ended = false;
  private broken?: string;
  private heard = '';

  /** @param sideBand - whether the report comes in packets of a band each, between words for a person */
  constructor(private readonly sideBand: boolean) {}

  feed(chunk: Buffer): void {
    if (this.broken !== undefined) {
      return;
    }
    try {
      for (const packet of this.outer.feed(chunk)) {
        this.take(packet);
      }
    } catch (error) {
      if (!(error instanceof GitProtocolError)) {
        throw error;
      }
      this.broken = error.message;
    }
  }

  /** What the server said to people, a line each with `remote: ` before it. */
  get words(): string {
    const lines = this.heard
      .split(/[\r\n]+/)
      .filter(line => line !== '')
      .map(line => `remote: ${line}`);
    return [...lines, ...(this.broken ? [`error: ${this.broken}`] : [])].join(
      '\n',
    );
  }

  /** `ok`, or the server's reason for leaving `ref` as it was; undefined when that is not certain. */
  statusOf(ref: string): 'ok' | { reason: string } | undefined {
    const [unpack, status, ...more] = this.lines;
    if (
      !this.ended ||
      this.broken !== undefined ||
      more.length > 0 ||
      !unpack?.startsWith('unpack ')
    ) {
      return undefined;
    }
    if (status === `ok ${ref}` && unpack === 'unpack ok') {
      return 'ok';
    }
    if (status?.startsWith(`ng ${ref} `)) {
      const reason = status.slice(`ng ${ref} `.length);
      return {
        reason:
          unpack === 'unpack ok'
            ? reason
            : `${reason}: ${unpack.slice('unpack '.length)}`,
      };
    }
    return undefined;
  }

  private take(packet: Packet): void {
    if (!this.sideBand) {
      this.takeReport(packet);
      return;
    }
    if (packet.type === 'flush') {
      return;
    }
    const content = packet.content.subarray(1);
    switch (packet.content[0]) {
      case 1:
        this.inner.feed(content).forEach(report => this.takeReport(report));
        break;
      case 2:
      case 3:
        this.heard = (this.heard + content.toString('utf8')).slice(
          0,
          MAX_WORDS,
        );
        break;
      default:
        throw new GitProtocolError(
          `invalid server response: there is no band ${packet.content[0]}`,
        );
    }
  }

  private takeReport(packet: Packet): void {
    if (this.ended) {
      throw new GitProtocolError(
        'invalid server response: the report goes on after its end',
      );
    }
    if (packet.type === 'flush') {
      this.ended = true;
    } else {
      this.lines.push(packet.content.toString('utf8').replace(/\n$/, ''));
    }
  }
}
