import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  CASES,
  extraManifests,
  renderer,
  renderInput,
  targets,
} from './__testUtils__/renderInputs';
import { RenderedFile, Rendering } from './render';

const GOLDEN = resolve(__dirname, '__golden__');

/** Set it to write the golden files anew; the diff is then what a reviewer reads. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

const RENDERINGS: Array<[string, () => Rendering]> = [
  ...CASES.map(({ className, delivery }): [string, () => Rendering] => [
    `${className}-${delivery}`,
    () => renderer.render(renderInput(className, delivery)),
  ]),
  ...(['argocd', 'fluxcd'] as const).map(
    (delivery): [string, () => Rendering] => [
      `extra-manifests-${delivery}`,
      () => {
        const input = renderInput('shared-staging', delivery);
        return renderer.render({
          ...input,
          request: { ...input.request, extraManifests },
        });
      },
    ],
  ),
  ['target-argocd', () => renderer.renderTarget(targets.argocd)],
  ['target-fluxcd', () => renderer.renderTarget(targets.fluxcd)],
];

function readTree(root: string): RenderedFile[] {
  if (!existsSync(root)) {
    return [];
  }
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => ({
      path: relative(root, path),
      content: readFileSync(path, 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function writeTree(root: string, files: RenderedFile[]): void {
  rmSync(root, { recursive: true, force: true });
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('golden files', () => {
  if (UPDATE) {
    RENDERINGS.forEach(([name, render]) =>
      writeTree(join(GOLDEN, name), render().files),
    );
  }

  it.each(RENDERINGS)('%s is rendered byte for byte', (name, render) => {
    expect(render().files).toEqual(readTree(join(GOLDEN, name)));
  });

  it('has a folder for each rendering and no other', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual(
      RENDERINGS.map(([name]) => name).sort(),
    );
  });
});

describe('kubectl kustomize', () => {
  const installed = hasKubectl();

  it.each(RENDERINGS)(
    '%s builds to exactly what its kustomization lists',
    (name, render) => {
      if (!installed) {
        process.stderr.write(
          `not run: kubectl kustomize ${name} (no kubectl on this machine)\n`,
        );
        return;
      }
      const { root, objects } = render();
      const built = execFileSync(
        'kubectl',
        ['kustomize', join(GOLDEN, name, root)],
        { encoding: 'utf8' },
      );
      const delivered = objects.filter(
        ({ path }) =>
          path.startsWith(`${root}/`) && !/\/(?:argocd|flux)-[^/]*$/.test(path),
      );
      expect(built.match(/^kind: .*$/gm)?.sort()).toEqual(
        delivered.map(({ kind }) => `kind: ${kind}`).sort(),
      );
    },
  );
});
