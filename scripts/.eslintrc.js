const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

module.exports = createConfigForRole(__dirname, 'cli', {
  parserOptions: { ecmaVersion: 2022 },
  rules: {
    'max-lines': ['warn', { max: 300 }],
    'max-lines-per-function': ['warn', { max: 60 }],
    'max-params': ['warn', { max: 3 }],
    // These run before anything is installed, and with tools of the root package.
    'import/no-extraneous-dependencies': 'off',
    '@backstage/no-undeclared-imports': 'off',
    'no-use-before-define': 'off',
    '@typescript-eslint/no-use-before-define': [
      'error',
      { functions: false, classes: false, variables: false },
    ],
  },
});
