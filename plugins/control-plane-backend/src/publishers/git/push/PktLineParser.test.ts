import fc from 'fast-check';
import { FLUSH, Packet, PktLineParser, pktLine } from './PktLineParser';

const texts = (packets: Packet[]) =>
  packets.map(packet =>
    packet.type === 'flush' ? 'flush' : packet.content.toString(),
  );

describe('PktLineParser', () => {
  it('finds the same packets however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.string({ maxLength: 50 }))),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (contents, cuts) => {
          const stream = Buffer.concat(
            contents.map(text => (text === null ? FLUSH : pktLine(text))),
          );
          const parser = new PktLineParser();
          const packets: Packet[] = [];
          for (let at = 0, cut = 0; at < stream.length; cut += 1) {
            const end = at + cuts[cut % cuts.length];
            packets.push(...parser.feed(stream.subarray(at, end)));
            at = end;
          }
          expect(texts(packets)).toEqual(contents.map(text => text ?? 'flush'));
          expect(parser.isComplete).toBe(true);
        },
      ),
    );
  });

  it('is not complete in the middle of a packet', () => {
    const parser = new PktLineParser();
    expect(parser.feed(Buffer.from('000ahell'))).toEqual([]);
    expect(parser.isComplete).toBe(false);
  });

  it.each(['<html>', '0001', '0003', '-001', '0x10'])(
    'does not accept %p as the begin of a packet',
    text => {
      expect(() => new PktLineParser().feed(Buffer.from(text))).toThrow(
        /expected the length of a packet, got/,
      );
    },
  );
});
