import {
  EnvironmentRequest,
  FileDiff,
  Manifest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { digestOf } from './digestOf';

/** What a revision writes, in small: one namespace with its quota and a closed network. */
export function manifestsOf(
  request: EnvironmentRequest,
  options: { ref?: string } = {},
): Manifest[] {
  const [namespace = request.app] = request.namespaces;
  const head = (apiVersion: string, kind: string, name: string) =>
    [
      `apiVersion: ${apiVersion}`,
      `kind: ${kind}`,
      'metadata:',
      `  name: ${name}`,
      ...(kind === 'Namespace' ? [] : [`  namespace: ${namespace}`]),
      '  labels:',
      `    control-plane.io/request-id: ${request.id}`,
      `    control-plane.io/team: ${request.team}`,
      `    control-plane.io/class: ${request.class.name}`,
    ].join('\n');
  const { ref = request.source?.ref ?? 'main' } = options;
  return [
    manifest(
      'namespace.yaml',
      `${head('v1', 'Namespace', namespace)}
  annotations:
    control-plane.io/owner: ${request.owner}
    control-plane.io/source-ref: ${ref}
`,
    ),
    manifest(
      'resourcequota.yaml',
      `${head('v1', 'ResourceQuota', 'quota')}
spec:
  hard:
    limits.cpu: '4'
    limits.memory: 8Gi
    pods: '10'
`,
    ),
    manifest(
      'networkpolicy.yaml',
      `${head('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny-ingress')}
spec:
  podSelector: {}
  policyTypes: [Ingress]
`,
    ),
  ];
}

/** Compares two lists of files line by line, of which each changed line has one in its place. */
export function diffManifests(
  before: readonly Manifest[],
  after: readonly Manifest[],
  folder = '',
): FileDiff[] {
  const paths = new Set([...before, ...after].map(({ path }) => path));
  return [...paths].flatMap(path => {
    const old = linesOf(before, path);
    const next = linesOf(after, path);
    if (old.join('\n') === next.join('\n')) {
      return [];
    }
    const lines = Array.from(
      { length: Math.max(old.length, next.length) },
      (_, index) => lineDiff(old[index], next[index]),
    ).flat();
    const sides = `-${rangeOf(old)} +${rangeOf(next)}`;
    return [
      {
        path: `${folder}${path}`,
        change: changeOf(old, next),
        diff: [`@@ ${sides} @@`, ...lines, ''].join('\n'),
      },
    ];
  });
}

function manifest(path: string, content: string): Manifest {
  return { path, content, digest: digestOf(content) };
}

function linesOf(manifests: readonly Manifest[], path: string): string[] {
  const content = manifests.find(each => each.path === path)?.content;
  return content === undefined ? [] : content.trimEnd().split('\n');
}

function changeOf(
  old: readonly string[],
  next: readonly string[],
): FileDiff['change'] {
  if (old.length === 0) {
    return 'added';
  }
  return next.length === 0 ? 'removed' : 'modified';
}

function rangeOf(lines: readonly string[]): string {
  return lines.length === 0 ? '0,0' : `1,${lines.length}`;
}

function lineDiff(old: string | undefined, next: string | undefined): string[] {
  if (old === next) {
    return [` ${old}`];
  }
  return [
    ...(old === undefined ? [] : [`-${old}`]),
    ...(next === undefined ? [] : [`+${next}`]),
  ];
}
