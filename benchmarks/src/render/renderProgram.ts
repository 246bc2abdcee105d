import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { digestText } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { defaultClasses } from '@platform-control-plane/backstage-plugin-control-plane-node';
import Ajv2020 from 'ajv/dist/2020';
import { CORE_SCHEMA, dump, loadAll } from 'js-yaml';
import {
  renderer,
  renderInput,
} from '../../../plugins/control-plane-node/src/__testUtils__/renderInputs';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { countCalls } from './countCalls';

/** Who turns requests into digests of their files. */
export type RenderContender = 'ours' | 'js-yaml';

export interface RenderInput {
  contender: RenderContender;
  requests: number;
}

export interface RenderOutput {
  figures: {
    'ms CPU a request': number;
    'files a request': number;
    'bytes a request': number;
  };
  compiled: { schemas: number; classes: number };
  /** How often YAML was read while requests were rendered. */
  parsed: number;
}

const WARM_UP = 200;

answerAsProgram<RenderInput, RenderOutput>(async ({ contender, requests }) => {
  const schemas = countCalls(Ajv2020.prototype, 'compile');
  const parsers = countParsers();
  const work = contender === 'ours' ? ours() : justDump();
  for (let number = 0; number < WARM_UP; number += 1) {
    work(number);
  }
  const parsedBefore = parsers();
  let files = 0;
  let bytes = 0;
  const before = process.cpuUsage();
  for (let number = 0; number < requests; number += 1) {
    const written = work(number);
    files += written.files;
    bytes += written.bytes;
  }
  // Of the processor, not of the clock: nothing here waits, and others may use the machine.
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  return {
    figures: {
      'ms CPU a request': ms / requests,
      'files a request': files / requests,
      'bytes a request': bytes / requests,
    },
    compiled: { schemas: schemas(), classes: defaultClasses.length },
    parsed: parsers() - parsedBefore,
  };
});

type Work = (number: number) => { files: number; bytes: number };

/** Each request another one, of the class and the delivery whose turn it is. */
function inputOf(number: number) {
  const { name } = defaultClasses[number % defaultClasses.length];
  const input = renderInput(name, number % 2 === 0 ? 'argocd' : 'fluxcd');
  return {
    ...input,
    request: {
      ...input.request,
      id: `req-${number.toString(16).padStart(16, '0')}`,
    },
  };
}

function ours(): Work {
  return number => {
    const { files } = renderer.render(inputOf(number));
    let bytes = 0;
    for (const { content } of files) {
      digestText(content);
      bytes += content.length;
    }
    return { files: files.length, bytes };
  };
}

/** The objects are there before the clock starts; written and digested in the same pieces. */
function justDump(): Work {
  const kinds = defaultClasses.length * 2;
  const documents = Array.from({ length: kinds }, (_, number) =>
    renderer
      .render(inputOf(number))
      .files.map(({ content }) => loadAll(content, { schema: CORE_SCHEMA })),
  );
  return number => {
    const files = documents[number % kinds];
    let bytes = 0;
    for (const objects of files) {
      const content = objects
        .map(object => dump(object, { noRefs: true, lineWidth: -1 }))
        .join('---\n');
      createHash('sha256').update(content).digest('hex');
      bytes += content.length;
    }
    return { files: files.length, bytes };
  };
}

/** Calls of what reads YAML here, from now on. */
function countParsers(): () => number {
  const library = createRequire(__filename)('js-yaml');
  const counts = ['load', 'loadAll'].map(name => countCalls(library, name));
  return () => {
    const calls = counts.reduce((sum, count) => sum + count(), 0);
    // The other library cannot be watched; it is not even loaded as long as nobody uses it.
    const isLoaded = Object.keys(require.cache).some(path =>
      /node_modules\/yaml\/dist\//.test(path),
    );
    return calls + (isLoaded ? 1 : 0);
  };
}
