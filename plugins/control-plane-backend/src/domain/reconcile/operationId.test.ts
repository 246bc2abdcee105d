import { operationIdFor } from './operationId';

const intent = {
  owner: 'req-0123456789abcdef/1',
  planDigest: `sha256:${'a'.repeat(64)}`,
  ordinal: 0,
};

describe('operationIdFor', () => {
  it('stays the same from release to release, because it stands in commits', () => {
    expect(operationIdFor(intent)).toBe('op-5bffd1dcbebb6dc2');
    expect(operationIdFor({ ...intent })).toBe(operationIdFor(intent));
  });

  it('differs with owner, plan and ordinal', () => {
    const ids = [
      intent,
      { ...intent, owner: 'req-0123456789abcdef/2' },
      { ...intent, planDigest: `sha256:${'b'.repeat(64)}` },
      { ...intent, ordinal: 1 },
    ].map(operationIdFor);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^op-[0-9a-f]{16}$/);
    }
  });
});
