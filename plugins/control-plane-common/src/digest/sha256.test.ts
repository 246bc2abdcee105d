import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Hex } from './sha256';

describe('sha256Hex', () => {
  it('digests as FIPS 180-4 says', () => {
    expect(sha256Hex('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it.each([
    '',
    'Ünïcödé 日本 😀',
    'half a pair \ud800',
    'long '.repeat(10_000),
  ])('digests the same in Node and in a browser: %#', text => {
    expect(sha256Hex(text)).toBe(bytesToHex(sha256(utf8ToBytes(text))));
  });
});
