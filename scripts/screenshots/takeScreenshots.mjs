import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { browserAdvice } from '../browserTests.mjs';
import { findBrowser } from '../browser.mjs';
import { rootDir } from '../paths.mjs';
import { onStopSignal } from '../processes.mjs';
import { openCamera } from './camera.mjs';
import { runningProduct, startProduct } from './product.mjs';
import { scenesBefore, scenesOf } from './scenes.mjs';
import { seed } from './seed.mjs';

const docsDir = path.join(rootDir, 'docs/images');
/** More than this makes a README slow to read. */
const maxDocsBytes = 150_000;

/**
 * Starts the product, fills it as its people would, and photographs it.
 *
 * @param options.folder - where the pictures go
 * @param options.only - part of the names of the scenes to take; empty takes all
 * @param options.docs - whether to write the pictures of the READMEs too
 * @param options.app - address of an app that runs already
 * @throws Error when there is no browser, or a scene could not be taken; the others are taken first
 */
export async function takeScreenshots({ folder, only, docs, app }) {
  const browser = await findBrowser();
  if (!browser) {
    throw new Error(`No picture can be taken: ${browserAdvice}`);
  }
  const product = app ? runningProduct(app) : await startProduct();
  onStopSignal(() => product.stop().finally(() => process.exit(130)));
  const camera = await openCamera({ browser, app: product.app });
  const failures = [];
  const takeAll = async scenes => {
    for (const scene of scenes.filter(({ name }) => name.includes(only))) {
      try {
        await camera.take(scene, {
          folder,
          docsDir: docs && scene.docs ? docsDir : undefined,
        });
        console.log(scene.name);
      } catch (error) {
        failures.push(`${scene.name}: ${error.message.split('\n')[0]}`);
        console.error(`${scene.name} failed: ${error.message}`);
      }
    }
  };
  try {
    mkdirSync(folder, { recursive: true });
    if (!app) {
      await takeAll(scenesBefore);
    }
    console.log('Filling the product with what its people ask for');
    const scenes = scenesOf(await seed(product));
    await takeAll(scenes);
    failures.push(
      ...(docs ? scenes.filter(scene => scene.docs).flatMap(tooLarge) : []),
    );
  } finally {
    await camera.close();
    await product.stop();
  }
  if (failures.length > 0) {
    throw new Error(`These could not be taken:\n${failures.join('\n')}`);
  }
}

function tooLarge({ name }) {
  return ['light', 'dark']
    .map(theme => path.join(docsDir, `${name}-${theme}.png`))
    .map(file => ({ file, size: statSync(file).size }))
    .filter(({ size }) => size > maxDocsBytes)
    .map(
      ({ file, size }) =>
        `${path.basename(
          file,
        )} has ${size} bytes, expected at most ${maxDocsBytes}`,
    );
}
