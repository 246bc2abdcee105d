import { anEnvironmentClass } from '../../../__testUtils__/anEnvironmentClass';
import { checkDraft } from '../draft/checkDraft';
import { createDraft, LabelRow } from '../draft/RequestDraft';
import { labelTexts } from './labelTexts';

function textsOf(...rows: LabelRow[]) {
  const errors = checkDraft(createDraft({ class: 'preview', labels: rows }), {
    class: anEnvironmentClass(),
    checkParameters: () => [],
  });
  return rows.map(row => labelTexts(row, errors));
}

describe('labelTexts', () => {
  it.each(['Bad Key!', ''])('finds what is wrong with the key "%s"', key => {
    const [{ ofKey, ofValue }] = textsOf({ key, value: 'cc-1' });

    expect(ofKey).toMatch(/expected a name that is a lower-case/);
    expect(ofValue).toBeUndefined();
  });

  it('tells a wrong value as one of the value', () => {
    const [{ ofKey, ofValue }] = textsOf({ key: 'tier', value: 'a b' });

    expect(ofKey).toBeUndefined();
    expect(ofValue).toMatch(/expected a Kubernetes label value/);
  });

  it('tells a repeated key at each of its rows', () => {
    const texts = textsOf(
      { key: 'tier', value: 'a' },
      { key: 'tier', value: 'b' },
    );

    expect(texts.map(({ ofKey }) => ofKey)).toEqual([
      expect.stringContaining('"tier" twice'),
      expect.stringContaining('"tier" twice'),
    ]);
  });

  it('is silent on a label that is right', () => {
    const [texts] = textsOf({ key: 'tier', value: 'gold' });

    expect(Object.values(texts).filter(Boolean)).toEqual([]);
  });
});
