// Takes pictures of every page, tab and dialog, in light and dark, to be looked at, and those that the READMEs show.
//
//   npm run screenshots -- FOLDER               build the app, start it with data of its own, take all pictures
//   npm run screenshots -- FOLDER --only fleet  only those whose name contains a word
//   npm run screenshots -- FOLDER --docs        also write those of the READMEs into docs/images
//   npm run screenshots -- FOLDER --app URL     of an app that runs already; its API and data are found by
//                                               CONTROL_PLANE_API_PORT and CONTROL_PLANE_DATA as with `npm start`
import { parseArgs } from 'node:util';
import { enterToolchain } from './toolchain.mjs';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      docs: { type: 'boolean', default: false },
      app: { type: 'string' },
    },
  });
  if (positionals.length !== 1) {
    throw new Error(
      `expected one folder for the pictures, got ${positionals.length}: npm run screenshots -- FOLDER`,
    );
  }
  await enterToolchain();
  const { installDependencies } = await import('./dependencies.mjs');
  installDependencies();
  const { takeScreenshots } = await import('./screenshots/takeScreenshots.mjs');
  await takeScreenshots({ folder: positionals[0], ...values });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
