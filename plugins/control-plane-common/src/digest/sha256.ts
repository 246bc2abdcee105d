import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonicalJson';

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. */
export function sha256Hex(text: string): string {
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
