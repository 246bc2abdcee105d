import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSupportedNode } from './toolchain.mjs';

const cases = [
  ['v20.20.2', false],
  ['v22.18.0', false],
  ['v22.19.0', true],
  ['v22.23.3', true],
  ['v23.1.0', false],
  ['v24.0.0', true],
  ['v24.21.0', true],
  ['v25.0.0', false],
];

for (const [version, supported] of cases) {
  test(`${supported ? 'runs' : 'does not run'} on Node ${version}`, () => {
    assert.equal(isSupportedNode(version), supported);
  });
}
