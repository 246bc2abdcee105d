import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { browserAdvice } from '../browserTests.mjs';
import { findBrowser } from '../browser.mjs';
import { rootDir } from '../paths.mjs';
import { shrinkPng } from '../shrinkPng.mjs';
import { openCamera } from './camera.mjs';
import { runningProduct, startProduct } from '../demo/startProduct.mjs';
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
  const product = app ? runningProduct(app) : await startProduct('screenshots');
  const camera = await openCamera({ browser, app: product.app });
  const failures = [];
  const takeAll = async scenes => {
    for (const scene of scenes.filter(({ name }) => name.includes(only))) {
      try {
        await camera.take(scene, {
          folder,
          docsDir: docs && scene.docs ? docsDir : undefined,
        });
        if (docs && scene.docs) {
          docsOf(scene).forEach(shrink);
        }
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
    await takeAll(scenesOf(await seed(product)));
  } finally {
    await camera.close();
    await product.stop();
  }
  if (failures.length > 0) {
    throw new Error(`These could not be taken:\n${failures.join('\n')}`);
  }
}

const docsOf = ({ name }) =>
  ['light', 'dark'].map(theme => path.join(docsDir, `${name}-${theme}.png`));

function shrink(file) {
  const png = shrinkPng(readFileSync(file));
  writeFileSync(file, png);
  if (png.length > maxDocsBytes) {
    throw new Error(
      `${path.basename(file)} has ${
        png.length
      } bytes, expected at most ${maxDocsBytes}`,
    );
  }
}
