import { ConflictError } from '@backstage/errors';
import { aRequest, BUILT_AT } from '../../__testUtils__/builders';
import { moveRequest } from './moveRequest';

describe('moveRequest', () => {
  it('moves the phase and sets conditions for the newest generation', () => {
    const request = aRequest({ phase: 'reconciling', generation: 3 });
    const conditions = [
      {
        type: 'Published',
        status: 'True',
        reason: 'Committed',
        message: '',
      } as const,
    ];
    expect(
      moveRequest(request, 'settled', { now: BUILT_AT, conditions }),
    ).toEqual({
      ...request,
      phase: 'ready',
      conditions: [
        {
          ...conditions[0],
          lastTransitionTime: BUILT_AT,
          observedGeneration: 3,
        },
      ],
    });
  });

  it('leaves the phase where the event changes nothing', () => {
    const request = aRequest({ phase: 'ready' });
    expect(moveRequest(request, 'settled', { now: BUILT_AT })).toEqual(request);
  });

  it('refuses with the phase, and the phases in which it could be done', () => {
    const request = aRequest({ phase: 'deleted' });
    const move = () => moveRequest(request, 'torn_down', { now: BUILT_AT });
    expect(move).toThrow(ConflictError);
    expect(move).toThrow(
      `Request ${request.id} is deleted; this can be done only while it is deleting`,
    );
  });
});
