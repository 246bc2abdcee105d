import { claimDrafts } from './draftsOwner';

describe('claimDrafts', () => {
  const keys = [
    'control-plane.draft.req-00000000000000a1/1',
    'control-plane.request-draft.preview',
    'control-plane.change-draft.req-00000000000000a1',
  ];

  beforeEach(() => {
    window.sessionStorage.clear();
    claimDrafts('user:default/remy');
    [...keys, 'somebody-elses'].forEach(key =>
      window.sessionStorage.setItem(key, 'typed'),
    );
  });

  it('keeps what the same person typed', () => {
    claimDrafts('user:default/remy');

    keys.forEach(key =>
      expect(window.sessionStorage.getItem(key)).toBe('typed'),
    );
  });

  it('forgets what another person typed, and nothing of other plugins', () => {
    claimDrafts('user:default/otto');

    keys.forEach(key => expect(window.sessionStorage.getItem(key)).toBeNull());
    expect(window.sessionStorage.getItem('somebody-elses')).toBe('typed');
  });

  it('survives a storage that is closed', () => {
    expect(() =>
      claimDrafts('user:default/otto', () => {
        throw new DOMException('The operation is insecure', 'SecurityError');
      }),
    ).not.toThrow();
  });
});
