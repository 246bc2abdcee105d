import { GitProtocolError, Packet } from './PktLineParser';

/** What a server says of itself before it takes a push. */
export interface PushAdvertisement {
  /** Ref → the commit it stands at. */
  refs: ReadonlyMap<string, string>;
  capabilities: ReadonlySet<string>;
}

/**
 * Reads the lines before the first flush: `<id> <ref>`, the first of them with the capabilities behind a zero byte.
 *
 * @throws GitProtocolError when a line is something else, or the server does not tell what becomes of a push
 */
export function readAdvertisement(
  packets: readonly Packet[],
): PushAdvertisement {
  const refs = new Map<string, string>();
  const capabilities = new Set<string>();
  for (const packet of packets) {
    if (packet.type === 'flush') {
      break;
    }
    const [line, extra] = packet.content
      .toString('utf8')
      .replace(/\n$/, '')
      .split('\0');
    if (line.startsWith('ERR ')) {
      throw new GitProtocolError(`remote: ${line.slice('ERR '.length)}`);
    }
    const [, id, ref] = /^([0-9a-f]{40,64}) (.+)$/.exec(line) ?? [];
    if (id === undefined) {
      if (/^(?:version 1|shallow [0-9a-f]+)$/.test(line)) {
        continue;
      }
      throw new GitProtocolError(
        `invalid server response: expected a ref, got ${JSON.stringify(
          line.slice(0, 100),
        )}`,
      );
    }
    if (id.length !== 40) {
      throw new GitProtocolError(
        'mismatched algorithms: the names of objects are longer than those of SHA-1',
      );
    }
    refs.set(ref, id);
    extra
      ?.split(' ')
      .filter(capability => capability !== '')
      .forEach(capability => capabilities.add(capability));
  }
  if (!capabilities.has('report-status')) {
    throw new GitProtocolError(
      'invalid server response: it does not report what becomes of a push',
    );
  }
  return { refs, capabilities };
}
