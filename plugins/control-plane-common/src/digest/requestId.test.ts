import { requestIdSchema } from '../wire';
import { requestIdFor } from './requestId';

describe('requestIdFor', () => {
  it('makes an id that the API accepts', () => {
    const id = requestIdFor('user:default/remy', 'key-0001');
    expect(requestIdSchema.safeParse(id).success).toBe(true);
  });

  it('is the same for the same caller and key, on every machine', () => {
    expect(requestIdFor('user:default/remy', 'key-0001')).toBe(
      'req-3ddb106e5b31957f',
    );
  });

  it.each([
    ['another key', 'user:default/remy', 'key-0002'],
    ['another caller', 'user:default/ada', 'key-0001'],
    ['a border that moved', 'user:default/remyk', 'ey-0001'],
  ])('differs for %s', (_, caller, key) => {
    expect(requestIdFor(caller, key)).not.toBe(
      requestIdFor('user:default/remy', 'key-0001'),
    );
  });
});
