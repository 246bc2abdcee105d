// A forge as a process of its own, for tests that cannot load it: the folder is the argument, the first line of output is its address, and it ends
// with its standard input.
import { startForge } from './forge.mjs';

const { FORGE_ORGANIZATION, FORGE_USERNAME, FORGE_PASSWORD } = process.env;
const forge = await startForge({
  dir: process.argv[2],
  organizations: [FORGE_ORGANIZATION],
  username: FORGE_USERNAME,
  password: FORGE_PASSWORD,
});
console.log(forge.url);
process.stdin.resume().once('end', () => forge.stop());
