// The rules of this repository on top of Backstage's. Each package has an `.eslintrc.js` of two lines that loads them.
const path = require('node:path');
const createPackageConfig = require('@backstage/cli/config/eslint-factory');

const entryFiles = [
  'src/index.{ts,tsx}',
  'src/alpha.{ts,tsx}',
  'src/legacy.{ts,tsx}',
  'src/plugin.tsx',
  'dev/**',
];

const impureSyntax = [
  'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
  'CallExpression[callee.name="randomUUID"]',
  'CallExpression[callee.property.name="randomUUID"]',
].map(selector => ({
  selector,
  message:
    'The domain is pure: take the time or the random value as an argument.',
}));

// The product has one UI kit, @backstage/ui; only the app itself may need what older core components are made of.
const foreignUiKits = {
  'frontend-plugin': ['@material-ui/*', '@mui/*'],
  'frontend-plugin-module': ['@material-ui/*', '@mui/*'],
  'web-library': ['@material-ui/*', '@mui/*'],
};

/** The ESLint configuration of the package in `dir`. */
module.exports = function createConfig(dir, extra = {}) {
  const { role } = require(path.join(dir, 'package.json')).backstage;
  return createPackageConfig(dir, {
    ...extra,
    restrictedImportPatterns: [
      ...(foreignUiKits[role] ?? []),
      ...(extra.restrictedImportPatterns ?? []),
    ],
    rules: {
      'max-lines': ['warn', { max: 300 }],
      'max-lines-per-function': ['warn', { max: 60 }],
      'max-params': ['warn', { max: 3 }],
      'import/no-default-export': 'error',
      // A file reads from its purpose down to its details.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false, typedefs: false },
      ],
      // Validation names control characters on purpose.
      'no-control-regex': 'off',
      ...extra.rules,
    },
    overrides: [
      {
        files: ['**/*.ts?(x)'],
        excludedFiles: ['**/*.d.ts'],
        parserOptions: {
          project: path.join(__dirname, 'tsconfig.json'),
          tsconfigRootDir: __dirname,
        },
        rules: {
          '@typescript-eslint/no-explicit-any': 'error',
          '@typescript-eslint/no-floating-promises': 'error',
          // A default would hide the case that was forgotten; the compiler knows that none is.
          'default-case': 'off',
          'consistent-return': 'off',
          '@typescript-eslint/switch-exhaustiveness-check': [
            'error',
            { considerDefaultExhaustiveForUnions: true },
          ],
        },
      },
      {
        files: ['**/*.test.ts?(x)', '**/__testUtils__/**'],
        rules: {
          'max-lines': ['warn', { max: 500 }],
          // A `describe` holds a whole table of cases, and a case has as many columns as it needs.
          'max-lines-per-function': 'off',
          'max-params': 'off',
          // Property tests and models judge inside functions and branches of their own.
          'jest/no-conditional-expect': 'off',
          'jest/no-standalone-expect': 'off',
          // Addresses that must be refused have to be written down.
          'no-script-url': 'off',
        },
      },
      {
        // A contract suite is a test that others import.
        files: ['**/__testUtils__/**'],
        rules: { 'jest/no-export': 'off' },
      },
      {
        // One function makes a whole table.
        files: ['migrations/**'],
        rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
      },
      {
        files: ['src/domain/**'],
        excludedFiles: ['**/*.test.ts'],
        rules: {
          'no-restricted-syntax': ['error', ...impureSyntax],
        },
      },
      {
        // Playwright hands fixtures on with a function that it calls `use`.
        files: ['e2e-tests/**'],
        rules: { 'react-hooks/rules-of-hooks': 'off' },
      },
      { files: entryFiles, rules: { 'import/no-default-export': 'off' } },
      ...(extra.overrides ?? []),
    ],
  });
};
