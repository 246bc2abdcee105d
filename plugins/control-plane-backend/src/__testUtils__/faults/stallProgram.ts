import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

const EVERY_MS = 10;
/** As much as SQLite writes for one changed row. */
const BYTES = Buffer.alloc(4096);

/** Writes to a file and makes it durable in every turn; each line of its input is answered with the longest turn since the last, in milliseconds. */
function main(filename: string): void {
  const file = openSync(filename, 'w');
  let longestMs = 0;
  let turnedAt = performance.now();
  const timer = setInterval(() => {
    writeSync(file, BYTES, 0, BYTES.length, 0);
    fsyncSync(file);
    const now = performance.now();
    longestMs = Math.max(longestMs, now - turnedAt - EVERY_MS);
    turnedAt = now;
  }, EVERY_MS);
  const input = createInterface({ input: process.stdin });
  input.on('line', () => {
    process.stdout.write(`${Math.max(0, longestMs)}\n`);
    longestMs = 0;
    turnedAt = performance.now();
  });
  input.on('close', () => {
    clearInterval(timer);
    closeSync(file);
  });
}

main(process.argv[2]);
