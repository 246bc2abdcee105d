import { createDraft } from './RequestDraft';
import { storedDraft } from './storedDraft';

const stored = {
  idempotencyKey: '0123456789abcdef',
  draft: createDraft({
    class: 'preview',
    team: 'platform',
    parameters: { peers: [{ role: 'app' }] },
    labels: [{ key: 'a', value: '' }],
  }),
};

describe('storedDraft', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('gives back what was typed and the key it goes under', () => {
    storedDraft('preview').write(stored);
    expect(storedDraft('preview').read()).toEqual(stored);
    expect(storedDraft('production').read()).toBeUndefined();
  });

  it('forgets', () => {
    storedDraft('preview').write(stored);
    storedDraft('preview').drop();
    expect(storedDraft('preview').read()).toBeUndefined();
  });

  it.each(['', '{', '{"draft":{}}', 'null'])('takes %j for nothing', text => {
    window.sessionStorage.setItem('control-plane.request-draft.preview', text);
    expect(storedDraft('preview').read()).toBeUndefined();
  });

  it('survives a storage that is closed', () => {
    const draft = storedDraft('preview', () => {
      throw new DOMException('The operation is insecure', 'SecurityError');
    });

    expect(() => draft.write(stored)).not.toThrow();
    expect(() => draft.drop()).not.toThrow();
    expect(draft.read()).toBeUndefined();
  });
});
