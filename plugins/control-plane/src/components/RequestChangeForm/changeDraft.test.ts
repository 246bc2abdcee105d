import { aRequest } from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import {
  asksForSomething,
  changeBody,
  compareBases,
  draftOf,
  rebaseDraft,
} from './changeDraft';

const base = aRequest({
  source: { url: 'https://forge.example.com/a.git', ref: 'main' },
  labels: { tier: 'web' },
  parameters: { replicas: 2, size: { cpu: '1', memory: '1Gi' } },
});

describe('changeBody', () => {
  it('asks for nothing while nothing differs', () => {
    const body = changeBody(base, { ...draftOf(base), reason: 'because' });
    expect(body).toEqual({ reason: 'because' });
    expect(asksForSomething(body)).toBe(false);
  });

  it('takes no notice of spaces, empty rows and the order of members', () => {
    const draft = draftOf(base);
    const body = changeBody(base, {
      ...draft,
      owner: ` ${draft.owner} `,
      labels: [...draft.labels, { key: '', value: '' }],
      parameters: { size: { memory: '1Gi', cpu: '1' }, replicas: 2 },
    });
    expect(body).toEqual({});
  });

  it('sends only the parts that differ', () => {
    const body = changeBody(base, {
      ...draftOf(base),
      parameters: { replicas: 3 },
      movesClass: true,
    });
    expect(body).toEqual({
      parameters: { replicas: 3 },
      classRevision: 'current',
    });
    expect(asksForSomething(body)).toBe(true);
  });

  it('takes a source away whose fields are empty', () => {
    const draft = { ...draftOf(base), source: { url: '', ref: '', path: '' } };
    expect(changeBody(base, draft)).toEqual({ source: null });
  });
});

describe('compareBases', () => {
  it('names the fields that somebody else changed', () => {
    const after = aRequest({
      ...base,
      phase: 'reconciling',
      version: 9,
      owner: 'group:default/payments',
      labels: { zone: 'b' },
    });
    expect(compareBases(base, after)).toEqual([
      {
        field: 'owner',
        before: 'user:default/remy',
        after: 'group:default/payments',
      },
      { field: 'labels.tier', before: 'web', after: undefined },
      { field: 'labels.zone', before: undefined, after: 'b' },
    ]);
  });

  it('sees no change where only the progress of the request moved', () => {
    const after = { ...base, phase: 'reconciling' as const, version: 9 };
    expect(compareBases(base, after)).toEqual([]);
  });
});

describe('rebaseDraft', () => {
  it('keeps what was typed and takes over what was left alone', () => {
    const after = aRequest({
      ...base,
      owner: 'group:default/payments',
      parameters: { replicas: 5 },
    });
    const draft = { ...draftOf(base), parameters: { replicas: 3 } };

    const rebased = rebaseDraft({ draft, before: base, after });

    expect(rebased.parameters).toEqual({ replicas: 3 });
    expect(rebased.owner).toBe('group:default/payments');
    expect(changeBody(after, rebased)).toEqual({ parameters: { replicas: 3 } });
  });
});
