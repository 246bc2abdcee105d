import { unsafeTextReason } from './safeText';

/**
 * The parts of an address that may name a repository. Written as one expression instead of left to a URL parser: parsers drop tabs and
 * newlines, turn backslashes into slashes and read `0x7f.1` as an address, so that what is checked would not be what is stored.
 */
const ADDRESS =
  /^(?<scheme>https|ssh):\/\/(?:(?<user>[^@/]*)@)?(?<host>\[[0-9A-Fa-f:.]+\]|[^@/:[\]]+)(?::(?<port>[0-9]{1,5}))?(?<path>\/[\x21-\x7e]*)?(?![\s\S])/;

const SSH_USER = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}(?![\s\S])/;

const DNS_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?![\s\S])/;

const PATH_SEGMENT =
  /^(?:[A-Za-z0-9._~!$'()*+,;=:@-]|%[0-9A-Fa-f]{2})*(?![\s\S])/;

/** Networks whose addresses lead to the reader's own machine or network, or nowhere: first octets and the number of bits that count. */
const NOT_PUBLIC: ReadonlyArray<[network: string, bits: number]> = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/**
 * Why a text is not the address of an application's repository, or undefined when it is: https or ssh, a host that is a DNS name or a public
 * IP address, no credentials, no query, no fragment.
 *
 * @remarks
 * Others read these addresses, people and machines: nothing in them may be taken for an option of a command (`-oProxyCommand=…`), lead into
 * the network of whoever opens them, or carry a token.
 */
export function repositoryUrlReason(text: string): string | undefined {
  if (!/^[\x21-\x7e]+(?![\s\S])/.test(text)) {
    return 'printable ASCII characters without spaces';
  }
  if (/[?#\\"<>^`{|}]/.test(text)) {
    return 'no query, fragment or backslash, and no character that an address has to escape';
  }
  const parts = ADDRESS.exec(text)?.groups;
  if (!parts) {
    return 'an https or ssh repository address without credentials';
  }
  const { scheme, user, host, port, path } = parts;
  if (user !== undefined && (scheme !== 'ssh' || !SSH_USER.test(user))) {
    return 'no credentials: at most a plain user name, with ssh';
  }
  if (!isPublicHost(host)) {
    return 'a host that is a DNS name or a public IP address';
  }
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return 'a port from 1 to 65535';
  }
  return isPlainPath(path ?? '')
    ? undefined
    : 'a path whose segments are neither empty, "." nor "..", and do not begin with "-"';
}

function isPublicHost(host: string): boolean {
  if (host.startsWith('[')) {
    return isPublicIpv6(host);
  }
  if (host.length > 253) {
    return false;
  }
  const labels = host.split('.');
  // What ends in a number is read as an IPv4 address, in any of its spellings: only the one with four decimal numbers is taken.
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/i.test(labels[labels.length - 1])) {
    return isPublicIpv4(host);
  }
  const name = host.toLowerCase();
  return (
    labels.every(label => DNS_LABEL.test(label)) &&
    name !== 'localhost' &&
    !name.endsWith('.localhost')
  );
}

function isPublicIpv4(host: string): boolean {
  if (!/^(?:(?:0|[1-9][0-9]{0,2})(?:\.(?!$)|$)){4}$/.test(host)) {
    return false;
  }
  const octets = host.split('.').map(Number);
  return (
    octets.every(octet => octet <= 255) &&
    !NOT_PUBLIC.some(
      ([network, bits]) =>
        numberOf(host) >>> (32 - bits) === numberOf(network) >>> (32 - bits),
    )
  );
}

function numberOf(address: string): number {
  return address
    .split('.')
    .reduce((number, octet) => (number << 8) | Number(octet), 0);
}

/** Of what is routed at all (2000::/3), not what stands for an IPv4 address or for documentation. */
function isPublicIpv6(host: string): boolean {
  let canonical: string;
  try {
    canonical = new URL(`https://${host}/`).hostname;
  } catch {
    return false;
  }
  return (
    /^\[[23][0-9a-f]{3}:/.test(canonical) &&
    !/^\[(?:2001:db8|2001::|2001:0:|2002):?/.test(canonical)
  );
}

function isPlainPath(path: string): boolean {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  return segments.every(segment => {
    if (!PATH_SEGMENT.test(segment)) {
      return false;
    }
    let decoded: string;
    try {
      decoded = decodeURIComponent(segment);
    } catch {
      return false;
    }
    return (
      decoded !== '' &&
      decoded !== '.' &&
      decoded !== '..' &&
      !decoded.startsWith('-') &&
      !/[\t\n/\\]/.test(decoded) &&
      unsafeTextReason(decoded) === undefined
    );
  });
}
