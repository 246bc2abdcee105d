// A benchmark runs what the product runs, so it reaches into the packages instead of using what they publish.
module.exports = require('../.eslintrc.rules')(__dirname, {
  rules: {
    '@backstage/no-relative-monorepo-imports': 'off',
    '@backstage/no-undeclared-imports': 'off',
    // It never leaves this checkout.
    'no-restricted-syntax': 'off',
    'no-restricted-imports': 'off',
    // What they print is what they are for.
    'no-console': 'off',
  },
});
