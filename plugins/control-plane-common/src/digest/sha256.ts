import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson';

/** Of Node, where this runs in it: many times as fast as JavaScript. */
const nodeCrypto = globalThis.process?.getBuiltinModule?.('node:crypto');

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. */
export function sha256Hex(text: string): string {
  if (nodeCrypto) {
    return nodeCrypto.createHash('sha256').update(text, 'utf8').digest('hex');
  }
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Digest of a text, with its algorithm in front: `sha256:<64 hex>`. */
export function digestText(text: string): string {
  return `sha256:${sha256Hex(text)}`;
}

/** Digest of a JSON value over its canonical form. */
export function digestJson(value: unknown): string {
  return digestText(canonicalJson(value));
}
