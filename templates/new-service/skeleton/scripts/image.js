// The image that deploy/kustomization.yaml delivers.
//   node scripts/image.js name            prints its name, without tag or digest
//   node scripts/image.js set <digest>    delivers exactly these bytes from now on
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../deploy/kustomization.yaml', import.meta.url);
const [command, digest = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const image = /^( +newName: )(\S+)\n( +)(?:newTag|digest): .*$/m;
const [, , name] = image.exec(text) ?? fail(`No image in ${file.pathname}`);

switch (command) {
  case 'name':
    console.log(name);
    break;
  case 'set':
    if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
      fail(`Expected a digest, "sha256:" and 64 hex digits, got '${digest}'`);
    }
    writeFileSync(file, text.replace(image, `$1$2\n$3digest: ${digest}`));
    break;
  default:
    fail(`Expected 'name' or 'set <digest>', got '${command ?? ''}'`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
