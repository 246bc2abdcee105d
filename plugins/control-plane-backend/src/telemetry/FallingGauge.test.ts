import { BatchObservableResult } from '@opentelemetry/api';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { FallingGauge, LabelledValue } from './FallingGauge';

const held = (name: string, value = 7): LabelledValue => ({
  labels: { name },
  value,
});

describe('FallingGauge', () => {
  const telemetry = new TestTelemetry();

  afterAll(() => telemetry.shutdown());

  it('is zero for a collector where there is no value any more, and rises again', async () => {
    const gauge = FallingGauge.create(
      telemetry.meter.createObservableGauge('held'),
    );
    let values = [held('a'), held('b')];
    telemetry.meter.addBatchObservableCallback(
      result => gauge.observe(result, values),
      [gauge.instrument],
    );
    const read = async () =>
      (await telemetry.points('held')).map(({ attributes, value }) => [
        attributes.name,
        value,
      ]);

    expect(await read()).toEqual([
      ['a', 7],
      ['b', 7],
    ]);
    values = [held('b', 9)];
    expect(await read()).toEqual([
      ['a', 0],
      ['b', 9],
    ]);
    values = [];
    expect(await read()).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
    values = [held('a', 3)];
    expect(await read()).toEqual([
      ['a', 3],
      ['b', 0],
    ]);
  });

  it('tells zero again where a collection was lost', () => {
    const gauge = FallingGauge.create(
      telemetry.meter.createObservableGauge('lost'),
    );
    told(gauge, [held('a')]);
    told(gauge, []);
    expect(told(gauge, [])).toEqual([['a', 0]]);
  });

  it('forgets what has been gone for the longest, once it has told that it is gone', () => {
    const gauge = FallingGauge.create(
      telemetry.meter.createObservableGauge('many'),
    );
    told(gauge, [held('first')]);
    const many = Array.from({ length: 1000 }, (_, index) => held(`n${index}`));
    told(gauge, many);
    const zeros = told(gauge, []);
    expect(zeros).toHaveLength(1001);
    expect(zeros).toContainEqual(['first', 0]);

    const later = told(gauge, [held('last')]);
    expect(later).toHaveLength(1001);
    expect(later).toContainEqual(['last', 7]);
    expect(later).toContainEqual(['n0', 0]);
    expect(later).not.toContainEqual(['first', 0]);
  });
});

/** What one collection hears: names and values. */
function told(
  gauge: FallingGauge,
  values: LabelledValue[],
): Array<[unknown, number]> {
  const heard: Array<[unknown, number]> = [];
  const result: BatchObservableResult = {
    observe: (_, value, labels) => heard.push([labels?.name, value]),
  };
  gauge.observe(result, values);
  return heard;
}
