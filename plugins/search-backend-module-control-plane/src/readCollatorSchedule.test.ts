import { ConfigReader } from '@backstage/config';
import { readCollatorSchedule } from './readCollatorSchedule';

describe('readCollatorSchedule', () => {
  it('is every ten minutes unless an operator says otherwise', () => {
    expect(readCollatorSchedule(new ConfigReader({})).frequency).toEqual({
      minutes: 10,
    });
    const schedule = { frequency: 'PT1M', timeout: { seconds: 30 } };
    expect(
      readCollatorSchedule(
        new ConfigReader({
          search: { collators: { controlPlane: { schedule } } },
        }),
      ),
    ).toEqual({ frequency: { minutes: 1 }, timeout: { seconds: 30 } });
  });

  it('names the key of a schedule that is wrong', () => {
    expect(() =>
      readCollatorSchedule(
        new ConfigReader({
          search: { collators: { controlPlane: { schedule: {} } } },
        }),
      ),
    ).toThrow('search.collators.controlPlane.schedule.frequency');
  });
});
