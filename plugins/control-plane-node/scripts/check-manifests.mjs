// Validates every golden manifest offline against the published types of Kubernetes, Argo CD and Flux.
// A script of its own because those types can only be imported as ES modules, which Jest does not load here.
// Run with: node --test plugins/control-plane-node/scripts/check-manifests.mjs
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadAll } from 'js-yaml';

const GOLDEN = fileURLToPath(new URL('../src/__golden__', import.meta.url));

/** Package and folder of each API group that is rendered. The core group has no name. */
const MODELS = {
  '': 'kubernetes-models',
  'admissionregistration.k8s.io':
    'kubernetes-models/admissionregistration.k8s.io',
  apps: 'kubernetes-models/apps',
  'argoproj.io': '@kubernetes-models/argo-cd/argoproj.io',
  'kustomize.toolkit.fluxcd.io':
    '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io',
  'networking.k8s.io': 'kubernetes-models/networking.k8s.io',
  'rbac.authorization.k8s.io': 'kubernetes-models/rbac.authorization.k8s.io',
  'source.toolkit.fluxcd.io':
    '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io',
};

async function modelOf({ apiVersion, kind }) {
  const [version, group = ''] = apiVersion.split('/').reverse();
  assert.ok(group in MODELS, `no types are known for the API group "${group}"`);
  const module = await import(`${MODELS[group]}/${version}`);
  assert.ok(module[kind], `${MODELS[group]}/${version} has no ${kind}`);
  return module[kind];
}

async function validate(manifest) {
  const Model = await modelOf(manifest);
  new Model(manifest).validate();
}

const files = readdirSync(GOLDEN, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
  // Read by the kustomize program itself, never by an API server.
  .filter(entry => entry.name !== 'kustomization.yaml')
  .map(entry => join(entry.parentPath, entry.name))
  .sort();

describe('golden manifests', () => {
  it('are there', () => {
    assert.ok(files.length > 0, `expected files in ${GOLDEN}`);
  });

  for (const file of files) {
    it(`${relative(GOLDEN, file)} has valid objects only`, async () => {
      for (const manifest of loadAll(readFileSync(file, 'utf8'))) {
        await validate(manifest);
      }
    });
  }
});

describe('the check itself', () => {
  const wrong = [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'wrong' },
      spec: { podSelector: {}, policyTypes: 'Ingress' },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'wrong' },
      spec: { project: 1, source: { repoURL: 'https://git.example.com' } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'wrong' },
      spec: { interval: 'soon', prune: true },
    },
  ];

  for (const manifest of wrong) {
    it(`refuses a wrong ${manifest.kind}`, async () => {
      await assert.rejects(validate(manifest), { message: /^data\/spec/ });
    });
  }
});
