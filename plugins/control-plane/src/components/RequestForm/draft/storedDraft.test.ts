import { createDraft } from './RequestDraft';
import {
  dropStoredDraft,
  readStoredDraft,
  writeStoredDraft,
} from './storedDraft';

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
    writeStoredDraft(stored);
    expect(readStoredDraft('preview')).toEqual(stored);
    expect(readStoredDraft('production')).toBeUndefined();
  });

  it('forgets', () => {
    writeStoredDraft(stored);
    dropStoredDraft('preview');
    expect(readStoredDraft('preview')).toBeUndefined();
  });

  it.each(['', '{', '{"draft":{}}', 'null'])('takes %j for nothing', text => {
    window.sessionStorage.setItem('control-plane.request-draft.preview', text);
    expect(readStoredDraft('preview')).toBeUndefined();
  });

  it('survives a storage that is closed', () => {
    const closed = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    } as unknown as Storage;

    expect(() => writeStoredDraft(stored, closed)).not.toThrow();
    expect(readStoredDraft('preview', closed)).toBeUndefined();
  });
});
