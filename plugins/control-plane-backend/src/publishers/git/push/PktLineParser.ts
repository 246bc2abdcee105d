/** What the other side sent is not what the protocol says. */
export class GitProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitProtocolError';
  }
}

/** `flush` ends a list; `line` holds everything else. */
export type Packet = { type: 'flush' } | { type: 'line'; content: Buffer };

const LENGTH_DIGITS = 4;

/** Cuts a stream into packets as it comes in: each begins with its own length, four hex digits that count themselves. */
export class PktLineParser {
  private rest: Buffer = Buffer.alloc(0);

  /** @throws GitProtocolError when what comes is no packet */
  feed(chunk: Buffer): Packet[] {
    let data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const packets: Packet[] = [];
    while (data.length >= LENGTH_DIGITS) {
      const digits = data.toString('latin1', 0, LENGTH_DIGITS);
      const length = /^[0-9a-f]{4}$/i.test(digits) ? parseInt(digits, 16) : NaN;
      if (length === 0) {
        packets.push({ type: 'flush' });
        data = data.subarray(LENGTH_DIGITS);
        continue;
      }
      if (!(length >= LENGTH_DIGITS)) {
        throw new GitProtocolError(
          `invalid server response: expected the length of a packet, got ${JSON.stringify(
            data.toString('latin1', 0, 40),
          )}`,
        );
      }
      if (data.length < length) {
        break;
      }
      packets.push({
        type: 'line',
        content: data.subarray(LENGTH_DIGITS, length),
      });
      data = data.subarray(length);
    }
    this.rest = data;
    return packets;
  }

  /** Whether the stream may end here. */
  get isComplete(): boolean {
    return this.rest.length === 0;
  }
}

export const FLUSH = Buffer.from('0000', 'ascii');

/** @param text - at most 65,516 bytes */
export function pktLine(text: string): Buffer {
  const length = Buffer.byteLength(text, 'utf8') + LENGTH_DIGITS;
  return Buffer.from(length.toString(16).padStart(LENGTH_DIGITS, '0') + text);
}
