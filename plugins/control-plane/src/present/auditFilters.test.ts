import {
  checkAuditFilters,
  readAuditFilters,
  withAuditFilter,
} from './auditFilters';

describe('audit filters', () => {
  it('reads what the address carries and nothing else', () => {
    expect(
      readAuditFilters(
        new URLSearchParams('actor=user:default/ada&action=&page=3'),
      ),
    ).toEqual({ actor: 'user:default/ada' });
  });

  it('sets and removes a filter and leaves the rest', () => {
    const query = withAuditFilter(
      new URLSearchParams('actor=a&since=b'),
      'actor',
      ' c ',
    );
    expect(String(query)).toBe('actor=c&since=b');
    expect(String(withAuditFilter(query, 'actor', ' '))).toBe('since=b');
  });

  it.each([
    [{ requestId: 'req-1' }, 'requestId', /a request id/],
    [{ since: 'yesterday' }, 'since', /an ISO 8601 instant/],
    [
      { since: '2030-01-02T00:00:00.000Z', until: '2030-01-01T00:00:00.000Z' },
      'until',
      /an instant after/,
    ],
  ])('refuses %j', (filters, field, text) => {
    const errors = checkAuditFilters(filters);
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(text);
  });

  it('takes what the API takes', () => {
    expect(
      checkAuditFilters({
        actor: 'user:default/ada',
        action: 'revision.approved',
        requestId: 'req-0123456789abcdef',
        since: '2030-01-01T00:00:00.000Z',
        until: '2030-01-02T00:00:00.000Z',
      }),
    ).toEqual({});
  });
});
