import { assertDevelopment } from './assertDevelopment';

describe('assertDevelopment', () => {
  it.each(['development', 'test'])('passes in %s', nodeEnv => {
    expect(() => assertDevelopment(nodeEnv)).not.toThrow();
  });

  it.each([
    ['production', "it is 'production'"],
    ['staging', "it is 'staging'"],
    ['', "it is ''"],
    [undefined, 'it is not set'],
  ])('refuses %p and says what to do', (nodeEnv, got) => {
    expect(() => assertDevelopment(nodeEnv)).toThrow(got);
    expect(() => assertDevelopment(nodeEnv)).toThrow(
      /Leave the auth module 'control-plane-demo' out of this backend/,
    );
  });
});
