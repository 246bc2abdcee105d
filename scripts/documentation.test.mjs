import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { rootDir } from './paths.mjs';

const skippedFolders = new Set(['node_modules', 'dist', 'dist-types']);
const architecture = 'docs/architecture.md';
const backendSources = 'plugins/control-plane-backend/src';

function findMarkdown(folder = '') {
  return readdirSync(path.join(rootDir, folder), {
    withFileTypes: true,
  }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      // `.changeset` is the one hidden folder with documents of ours.
      return skippedFolders.has(entry.name) ||
        /^\.(?!changeset)/.test(entry.name)
        ? []
        : findMarkdown(file);
    }
    return entry.name.endsWith('.md') ? [file] : [];
  });
}

const read = file => readFileSync(path.join(rootDir, file), 'utf8');

// What stands in code is an example, not a link.
const withoutCode = text =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '`code`');

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = heading =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function brokenLink(file, link) {
  const [target, anchor] = link.split('#');
  const resolved = target
    ? path.join(path.dirname(file), decodeURIComponent(target))
    : file;
  if (!existsSync(path.join(rootDir, resolved))) {
    return `${file}: ${link} leads to nothing`;
  }
  if (!anchor || !resolved.endsWith('.md')) {
    return undefined;
  }
  const headings = read(resolved)
    .replace(/^```[\s\S]*?^```/gm, '')
    .match(/^#+ .*$/gm);
  return headings?.some(line => anchorOf(line.replace(/^#+ /, '')) === anchor)
    ? undefined
    : `${file}: ${link} names a heading that ${resolved} does not have`;
}

test('every relative link of a document leads somewhere', () => {
  const broken = findMarkdown().flatMap(file =>
    [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter(link => !/^(?:[a-z]+:|\/\/)/.test(link))
      .map(link => brokenLink(file, link))
      .filter(Boolean),
  );
  assert.deepEqual(broken, []);
});

test('every file that the architecture names exists', () => {
  const named = [
    ...read(architecture).matchAll(/`([\w./-]+\.(?:d\.ts|ts|js|mjs|yaml))`/g),
  ].map(([, file]) => file);
  assert.ok(named.length > 50, `expected the two paths, got ${named.length}`);
  const missing = [...new Set(named)].filter(
    file =>
      !existsSync(path.join(rootDir, file)) &&
      !existsSync(path.join(rootDir, backendSources, file)),
  );
  assert.deepEqual(missing, []);
});
