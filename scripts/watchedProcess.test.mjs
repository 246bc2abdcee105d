import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { watchBackend } from './watchedProcess.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'watched process '));
after(() => rmSync(folder, { recursive: true }));

/** Starts a command as `npm start` does; the command then starts what stands for the backend, and lives on. */
function startCommand(watch, backend) {
  const command = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', ${JSON.stringify(backend)}], {
      env: { ...process.env, BACKSTAGE_CLI_CHANNEL: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', () => console.log('up'));
    child.on('exit', () => console.log('gone'));
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['-e', command], {
    env: { ...process.env, ...watch.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('tells that the backend ended while the command that started it lives on', async () => {
  const watch = watchBackend(path.join(folder, 'failing'));
  const command = startCommand(watch, 'process.exit(1)');
  try {
    await once(command.stdout, 'data');
    assert.equal(command.exitCode, null);
    assert.equal(watch.hasEnded(), true);
  } finally {
    command.kill('SIGKILL');
  }
});

test('does not mistake a backend that runs, or what it started, for one that ended', async () => {
  const watch = watchBackend(path.join(folder, 'running'));
  const command = startCommand(
    watch,
    `require('node:child_process').execFileSync(process.execPath, ['-e', '']);
     console.log('up');
     process.stdin.resume();
     setTimeout(() => {}, 10_000);`,
  );
  try {
    await once(command.stdout, 'data');
    assert.equal(watch.hasEnded(), false);
  } finally {
    command.kill('SIGKILL');
  }
});

test('says nothing before the backend has begun, whatever an earlier run left', () => {
  const pidFile = path.join(folder, 'left');
  writeFileSync(pidFile, '999999999');
  const watch = watchBackend(pidFile);
  assert.equal(existsSync(pidFile), false);
  assert.equal(watch.hasEnded(), false);
});
