module.exports = require('../../.eslintrc.rules')(__dirname);
