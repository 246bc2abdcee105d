import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 256;

/**
 * Writes a picture of a page with a palette of its 256 commonest colours, about a third of the size.
 *
 * @remarks
 * Pages have some hundred colours, nearly all of them shades at the edges of letters: the rare ones become their nearest
 * neighbour, which nobody sees.
 *
 * @param png - as browsers write it: 8 bits a channel, without transparency, not interlaced
 * @throws Error when it is another kind of PNG
 */
export function shrinkPng(png) {
  const { width, height, pixels } = readPixels(png);
  const palette = commonest(pixels);
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = pixels.readUIntBE((y * width + x) * 3, 3);
      let index = indexOf.get(colour);
      if (index === undefined) {
        index = nearest(palette, colour);
        indexOf.set(colour, index);
      }
      lines[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, with a palette.
  header.set([8, 3], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readPixels(png) {
  const data = [];
  let header;
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      header = body;
    } else if (type === 'IDAT') {
      data.push(body);
    }
    at += length + 12;
  }
  const [depth, colourType, , , interlaced] = header?.subarray(8) ?? [];
  if (depth !== 8 || colourType !== 2 || interlaced !== 0) {
    throw new Error(
      `expected a PNG of 8 bits a channel, colour type 2, not interlaced, got ${depth} bits, colour type ${colourType}, interlacing ${interlaced}`,
    );
  }
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  return {
    width,
    height,
    pixels: unfilter(inflateSync(Buffer.concat(data)), width * 3, height),
  };
}

/** Undoes what a PNG does to each line before it is compressed. */
function unfilter(filtered, stride, height) {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < 3 ? 0 : pixels[at - 3];
      const above = y === 0 ? 0 : pixels[at - stride];
      const corner = x < 3 || y === 0 ? 0 : pixels[at - stride - 3];
      pixels[at] =
        filtered[y * (stride + 1) + 1 + x] +
        predict(filter, left, above, corner);
    }
  }
  return pixels;
}

function predict(filter, left, above, corner) {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new Error(`expected a filter from 0 to 4, got ${filter}`);
  }
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const distances = [left, above, corner].map(value => Math.abs(guess - value));
  const least = Math.min(...distances);
  return [left, above, corner][distances.indexOf(least)];
}

function commonest(pixels) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, maxColours)
    .map(([colour]) => colour);
}

const channelsOf = colour => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearest(palette, colour) {
  const wanted = channelsOf(colour);
  const distances = palette.map(each =>
    channelsOf(each).reduce(
      (sum, channel, index) => sum + (channel - wanted[index]) ** 2,
      0,
    ),
  );
  return distances.indexOf(Math.min(...distances));
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), framed.length - 4);
  return framed;
}
