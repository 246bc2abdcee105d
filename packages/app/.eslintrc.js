module.exports = require('../../.eslintrc.rules')(__dirname, {
  overrides: [
    { files: ['src/App.tsx'], rules: { 'import/no-default-export': 'off' } },
  ],
});
