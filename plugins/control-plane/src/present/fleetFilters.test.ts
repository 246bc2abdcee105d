import {
  fleetQuery,
  isFiltered,
  readFleetFilters,
  withFleetFilter,
  writeFleetFilters,
} from './fleetFilters';

const read = (query: string) => readFleetFilters(new URLSearchParams(query));

describe('fleet filters', () => {
  it('reads repeated filters and the sort', () => {
    const { values, sort } = read(
      'phase=ready&phase=failed&team=platform&team=&sort=updatedAt&order=asc',
    );
    expect(values.phase).toEqual(['ready', 'failed']);
    expect(values.team).toEqual(['platform']);
    expect(values.class).toEqual([]);
    expect(sort).toEqual({ by: 'updatedAt', order: 'asc' });
  });

  it('takes a sort that is none for the newest first', () => {
    expect(read('sort=price&order=up').sort).toEqual({
      by: 'createdAt',
      order: 'desc',
    });
  });

  it('gives equal filters equal addresses', () => {
    const one = writeFleetFilters(read('team=b&phase=ready&team=a'));
    const other = writeFleetFilters(read('phase=ready&team=a&team=b&team=a'));
    expect(String(one)).toBe('phase=ready&team=a&team=b');
    expect(String(other)).toBe(String(one));
  });

  it('leaves the usual sort out of the address', () => {
    expect(String(writeFleetFilters(read('')))).toBe('');
    expect(String(writeFleetFilters(read('order=asc')))).toBe('order=asc');
  });

  it('sets one filter and leaves the others', () => {
    const filters = withFleetFilter(read('team=a&class=preview'), 'team', [
      ' b ',
      '',
    ]);
    expect(filters.values.team).toEqual(['b']);
    expect(filters.values.class).toEqual(['preview']);
    expect(isFiltered(filters)).toBe(true);
    expect(isFiltered(read('order=asc'))).toBe(false);
  });

  it('asks the API for what is set', () => {
    expect(fleetQuery(read('phase=ready&requester=user:default/remy'))).toEqual(
      {
        type: 'valid',
        query: {
          phase: ['ready'],
          requester: ['user:default/remy'],
          sort: 'createdAt',
          order: 'desc',
        },
      },
    );
  });

  it('says at its filter what the API would refuse', () => {
    const result = fleetQuery(read('phase=gone&team=No Team'));
    expect(result).toEqual({
      type: 'invalid',
      errors: {
        phase: expect.stringMatching(/^expected one of pending_approval/),
        team: expect.stringMatching(/bare name, got "No Team"/),
      },
    });
  });
});
