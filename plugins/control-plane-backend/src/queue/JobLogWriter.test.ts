import { mockServices } from '@backstage/backend-test-utils';
import { FakeClock } from '../__testUtils__/FakeClock';
import { JobLogLine } from './JobLog';
import { JobLogWriter } from './JobLogWriter';

function line(message: string): JobLogLine {
  return {
    jobId: '00000000-0000-7000-8000-000000000001',
    attempt: 1,
    at: new Date('2026-11-22T10:00:00Z'),
    level: 'info',
    message,
  };
}

function setUp(append: (lines: readonly JobLogLine[]) => Promise<void>) {
  const clock = new FakeClock();
  const logger = mockServices.logger.mock();
  const written: string[][] = [];
  const writer = JobLogWriter.create({
    clock,
    logger,
    store: {
      append: async lines => {
        written.push(lines.map(({ message }) => message));
        await append(lines);
      },
      list: async () => [],
    },
  });
  return { clock, logger, written, writer };
}

describe('JobLogWriter', () => {
  it('writes what several attempts tell together, and nothing before', async () => {
    const { clock, written, writer } = setUp(async () => {});
    writer.write([line('a'), line('b')]);
    writer.write([line('c')]);
    expect(written).toEqual([]);
    await clock.advance(200);
    await writer.close();
    expect(written).toEqual([['a', 'b', 'c']]);
  });

  it('writes at once what waits when it closes, and what comes later', async () => {
    const { written, writer } = setUp(async () => {});
    writer.write([line('a')]);
    await writer.close();
    writer.write([line('b')]);
    await writer.close();
    expect(written).toEqual([['a'], ['b']]);
  });

  it('warns of lines that cannot be written and goes on with the next', async () => {
    let failures = 1;
    const { logger, written, writer } = setUp(async () => {
      if (failures-- > 0) {
        throw new Error('the database is away');
      }
    });
    writer.write([line('a')]);
    await writer.close();
    writer.write([line('b')]);
    await writer.close();
    expect(written).toEqual([['a'], ['b']]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the database is away'),
    );
  });
});
