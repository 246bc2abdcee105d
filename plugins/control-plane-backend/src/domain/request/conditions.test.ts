import { withConditions, withoutCondition } from './conditions';
import { RequestCondition } from './Request';

const EARLIER = new Date('2030-01-01T00:00:00Z');
const NOW = new Date('2030-01-02T00:00:00Z');

const published: RequestCondition = {
  type: 'Published',
  status: 'False',
  reason: 'PublishFailed',
  message: 'the branch is gone',
  lastTransitionTime: EARLIER,
  observedGeneration: 1,
};
const healthy: RequestCondition = {
  type: 'Healthy',
  status: 'Unknown',
  reason: 'NotObserved',
  message: '',
  lastTransitionTime: EARLIER,
  observedGeneration: 1,
};

describe('withConditions', () => {
  const at = { now: NOW, generation: 2 };

  it('keeps the time of the last transition while the status stays', () => {
    const told = {
      type: 'Published',
      status: 'False',
      reason: 'PublishFailed',
      message: 'the branch is protected',
    } as const;
    expect(withConditions([published, healthy], [told], at)).toEqual([
      { ...told, lastTransitionTime: EARLIER, observedGeneration: 2 },
      healthy,
    ]);
  });

  it('moves the time of the last transition with the status', () => {
    const told = {
      type: 'Published',
      status: 'True',
      reason: 'Committed',
      message: '',
    } as const;
    expect(withConditions([published], [told], at)).toEqual([
      { ...told, lastTransitionTime: NOW, observedGeneration: 2 },
    ]);
  });

  it('adds what was not there, as of now', () => {
    const told = {
      type: 'InSync',
      status: 'True',
      reason: 'AsPublished',
      message: '',
    } as const;
    expect(withConditions([published], [told], at)).toEqual([
      published,
      { ...told, lastTransitionTime: NOW, observedGeneration: 2 },
    ]);
  });

  it('lets the last of several updates of one condition win, and changes nothing that was given', () => {
    const before = [published];
    const after = withConditions(
      before,
      [
        { type: 'Published', status: 'True', reason: 'A', message: '' },
        { type: 'Published', status: 'False', reason: 'B', message: '' },
      ],
      at,
    );
    expect(after.map(({ reason }) => reason)).toEqual(['B']);
    expect(before).toEqual([published]);
  });
});

describe('withoutCondition', () => {
  it('drops one type and keeps the others', () => {
    expect(withoutCondition([published, healthy], 'Published')).toEqual([
      healthy,
    ]);
    expect(withoutCondition([healthy], 'Published')).toEqual([healthy]);
  });
});
