import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { shrinkPng } from './shrinkPng.mjs';

/** A PNG of 2 by 2 pixels whose second line is told by its difference to the first. */
function picture({ colourType = 2 } = {}) {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, colourType, 0, 0, 0]);
  const lines = Buffer.from([
    ...[0, 10, 20, 30, 200, 210, 220],
    ...[2, 0, 0, 0, 66, 66, 66],
  ]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

function bodyOf(png, type) {
  const at = png.indexOf(type, 0, 'latin1');
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

test('a picture of few colours keeps each of them', () => {
  const shrunk = shrinkPng(picture());
  const palette = bodyOf(shrunk, 'PLTE');
  const lines = inflateSync(bodyOf(shrunk, 'IDAT'));
  const colourAt = at => [
    ...palette.subarray(lines[at] * 3, lines[at] * 3 + 3),
  ];
  assert.deepEqual(colourAt(1), [10, 20, 30]);
  assert.deepEqual(colourAt(2), [200, 210, 220]);
  assert.deepEqual(colourAt(4), [10, 20, 30]);
  assert.deepEqual(colourAt(5), [10, 20, 30]);
});

test('a picture of another kind is refused with what was expected', () => {
  assert.throws(
    () => shrinkPng(picture({ colourType: 6 })),
    /expected a PNG of 8 bits a channel, colour type 2, .* got 8 bits, colour type 6/,
  );
});
