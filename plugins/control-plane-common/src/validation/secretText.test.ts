import { findSecret } from './secretText';

/** Joined here, so that scanners of this repository do not stop at the examples. */
const split = (...parts: string[]) => parts.join('');

describe('findSecret', () => {
  it.each([
    ['github-token', split('use ghp', '_', 'a1B2'.repeat(9), ' for now')],
    ['password-literal', 'First line\n> password: Tr0ub4dor3xyz'],
    ['password-in-url', 'see https://app:hunter2hunter2@db.example.org'],
  ])('finds %s in what a person writes', (rule, text) => {
    expect(findSecret(text)).toMatchObject({ rule });
  });

  it('names the line and nothing else', () => {
    expect(findSecret('Because\npassword: Tr0ub4dor3xyz')).toEqual({
      rule: 'password-literal',
      line: 2,
    });
  });

  it.each(['', 'Rotate the password of payments', 'password: see the vault'])(
    'passes %j',
    text => {
      expect(findSecret(text)).toBeUndefined();
    },
  );
});
