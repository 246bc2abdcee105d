import { Manifest } from '../manifests';
import { readExtraManifests } from './readExtraManifests';

const NAMESPACES = ['team-app-1', 'team-app-1-jobs'];

function read(...files: Array<string | [name: string, content: string]>) {
  return readExtraManifests({
    files: files.map((file, index) =>
      typeof file === 'string'
        ? { name: `f${index}.yaml`, content: file }
        : { name: file[0], content: file[1] },
    ),
    namespaces: NAMESPACES,
    taken: {
      hasFile: name => name === 'namespace.yaml',
      hasObject: ({ kind, metadata }) =>
        kind === 'ServiceAccount' && metadata.name === 'default',
    },
  });
}

/** What is wrong, one line an error. */
function problems(...files: Parameters<typeof read>): string[] {
  const result = read(...files);
  return result.type === 'valid'
    ? []
    : result.errors.map(
        ({ field, expected, got }) => `${field}: ${expected}; ${got}`,
      );
}

function objects(...files: Parameters<typeof read>): Manifest[] {
  const result = read(...files);
  if (result.type === 'invalid') {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.files.flatMap(file => file.objects);
}

function anObject(
  kind: string,
  apiVersion: string,
  rest = '',
  metadata = 'name: web',
): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${metadata} }\n${rest}`;
}

const configMap = (metadata = 'name: web', rest = '') =>
  anObject('ConfigMap', 'v1', rest, metadata);
const deployment = (podSpec: string, template = '') =>
  anObject(
    'Deployment',
    'apps/v1',
    `spec: { template: { ${template} spec: ${podSpec} } }\n`,
  );

describe('readExtraManifests', () => {
  it.each([
    ['Deployment', 'apps/v1'],
    ['StatefulSet', 'apps/v1'],
    ['Service', 'v1'],
    ['ConfigMap', 'v1'],
    ['ServiceAccount', 'v1'],
    ['Ingress', 'networking.k8s.io/v1'],
    ['HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['PodDisruptionBudget', 'policy/v1'],
    ['Job', 'batch/v1'],
    ['CronJob', 'batch/v1'],
  ])('takes a %s', (kind, apiVersion) => {
    expect(problems(anObject(kind, apiVersion))).toEqual([]);
  });

  it.each([
    ['Secret', 'v1'],
    ['Namespace', 'v1'],
    ['Pod', 'v1'],
    ['List', 'v1'],
    ['ResourceQuota', 'v1'],
    ['LimitRange', 'v1'],
    ['PersistentVolume', 'v1'],
    ['DaemonSet', 'apps/v1'],
    ['NetworkPolicy', 'networking.k8s.io/v1'],
    ['Role', 'rbac.authorization.k8s.io/v1'],
    ['RoleBinding', 'rbac.authorization.k8s.io/v1'],
    ['ClusterRole', 'rbac.authorization.k8s.io/v1'],
    ['CustomResourceDefinition', 'apiextensions.k8s.io/v1'],
    ['ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
    ['MutatingWebhookConfiguration', 'admissionregistration.k8s.io/v1'],
    ['Application', 'argoproj.io/v1alpha1'],
    ['Kustomization', 'kustomize.toolkit.fluxcd.io/v1'],
    ['Kustomization', 'kustomize.config.k8s.io/v1beta1'],
    ['Deployment', 'extensions/v1beta1'],
    ['Deployment', 'v1'],
  ])('refuses a %s of %s', (kind, apiVersion) => {
    expect(problems(anObject(kind, apiVersion))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^extraManifests.f0.yaml, document 1, kind: .*Deployment.*; "${kind} of ${apiVersion}"$`,
        ),
      ),
    ]);
  });

  it('puts what names no namespace into the first one and leaves the other where it is', () => {
    expect(
      objects(
        `${configMap()}---\n${configMap(
          'name: web, namespace: team-app-1-jobs',
        )}`,
      ).map(({ metadata }) => metadata),
    ).toEqual([
      { name: 'web', namespace: 'team-app-1' },
      { name: 'web', namespace: 'team-app-1-jobs' },
    ]);
  });

  it('takes documents that hold nothing for nothing', () => {
    expect(objects(`---\n# nothing\n---\n${configMap()}---\n`)).toHaveLength(1);
  });

  it('names file, document and field of everything that is wrong', () => {
    expect(
      problems(
        ['namespace.yaml', configMap()],
        `${configMap('name: a')}---\n${anObject(
          'Service',
          'v1',
          'spec: { type: NodePort }\n',
          'name: Web, namespace: kube-system, finalizers: [x]',
        )}---\n${anObject('Service', 'v1', 'spec: { type: LoadBalancer }\n')}`,
      ),
    ).toEqual([
      'extraManifests.namespace.yaml: a file name that the control plane does not use itself; "namespace.yaml"',
      'extraManifests.f1.yaml, document 2, metadata.name: the name of an object, such as "web"; "Web"',
      'extraManifests.f1.yaml, document 2, metadata.finalizers: no such field; a list of 1',
      'extraManifests.f1.yaml, document 3, spec.type: ClusterIP; let others in with an Ingress; "LoadBalancer"',
    ]);
  });

  it.each([
    ['no YAML', 'a: [', /YAML 1.2 without aliases.*in line 1$/],
    ['aliases', 'a: &x [1]\nb: *x\n', /aliases exceeded.*in line 2$/],
    ['tags of its own', 'a: !secret x\n', /unknown scalar tag/],
    ['a member twice', 'a: 1\na: 2\n', /duplicated mapping key/],
    ['nesting without end', '['.repeat(5000), /nesting exceeded/],
    ['nothing', '# later\n---\n', /at least one Kubernetes object/],
    ['a text', 'hello\n', /document 1: an object; "hello"$/],
    ['a list', '- 1\n', /document 1: an object; a list of 1$/],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', /kind: a string/],
    [
      'a generated name',
      configMap('name: a, generateName: a-'),
      /metadata.generateName: no such field/,
    ],
    [
      'a label that is no text',
      configMap('name: a, labels: {v: 1}'),
      /metadata.labels.v: a string; 1$/,
    ],
    [
      'a status',
      configMap('name: a', 'status: {}\n'),
      /status: nothing, the cluster writes it/,
    ],
    [
      'a member that schemas pass over',
      configMap('name: a', 'data: { __proto__: {} }\n'),
      /data.__proto__: no such field/,
    ],
    [
      'another namespace',
      configMap('name: a, namespace: kube-system'),
      /metadata.namespace: nothing, or a namespace of the request: team-app-1, team-app-1-jobs; "kube-system"$/,
    ],
    [
      'an object of ours',
      anObject('ServiceAccount', 'v1', '', 'name: default'),
      /metadata.name: a name that is not taken by an object that the control plane writes; ServiceAccount "default"$/,
    ],
    [
      'the same object twice',
      `${configMap()}---\n${configMap()}`,
      /document 2, metadata.name: a name that is not taken by another object of these files/,
    ],
    [
      'a substitution behind an escape',
      configMap('name: a', 'data: { a: "\\x24{B}" }\n'),
      /data.a: neither "\$\{" nor "\{\{"/,
    ],
    [
      'a template in a name',
      configMap('name: a', 'data: { "\\x7b{b": x }\n'),
      /data: names that have neither/,
    ],
    [
      'a number that loses digits',
      configMap('name: a', 'data: { a: 9007199254740993 }\n'),
      /data.a: a number that every reader takes alike/,
    ],
    [
      'the certificates of the cluster',
      configMap('name: kube-root-ca.crt'),
      /a name that Kubernetes does not use itself/,
    ],
    [
      'addresses from outside',
      anObject('Service', 'v1', 'spec: { externalIPs: [10.0.0.1] }\n'),
      /spec.externalIPs: no addresses/,
    ],
    [
      'another name for a service elsewhere',
      anObject('Service', 'v1', 'spec: { type: ExternalName }\n'),
      /spec.type: ClusterIP/,
    ],
    ['the node’s network', deployment('{ hostNetwork: true }'), /hostNetwork/],
    ['the node’s processes', deployment('{ hostPID: true }'), /hostPID/],
    ['the node’s memory', deployment('{ hostIPC: true }'), /hostIPC/],
    [
      'a folder of the node',
      deployment('{ volumes: [{}, { hostPath: { path: / } }] }'),
      /spec.template.spec.volumes.1.hostPath: no folder of the node/,
    ],
    [
      'a privileged container',
      deployment('{ containers: [{ securityContext: { privileged: true } }] }'),
      /spec.template.spec.containers.0.securityContext.privileged: no privileged container; true$/,
    ],
    [
      'a privileged container that only starts',
      anObject(
        'CronJob',
        'batch/v1',
        'spec: { jobTemplate: { spec: { template: { spec: { initContainers: [{ securityContext: { privileged: true } }] } } } } }\n',
      ),
      /spec.jobTemplate.spec.template.spec.initContainers.0.securityContext.privileged/,
    ],
    [
      'a port of the node',
      deployment('{ containers: [{ ports: [{ hostPort: 80 }] }] }'),
      /ports.0.hostPort: no port of the node; 80$/,
    ],
    [
      'a label of ours',
      configMap('name: a, labels: {control-plane.io/team: other}'),
      /metadata.labels.control-plane.io\/team: no label or annotation that steers/,
    ],
    [
      'a way around pruning',
      configMap(
        'name: a, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}',
      ),
      /no label or annotation that steers/,
    ],
    [
      'an order to Argo CD',
      configMap('name: a, annotations: {argocd.argoproj.io/hook: PreSync}'),
      /no label or annotation that steers/,
    ],
    [
      'what kustomize leaves out',
      configMap(
        'name: a, annotations: {config.kubernetes.io/local-config: "true"}',
      ),
      /no label or annotation that steers/,
    ],
    [
      'a label of ours on pods',
      deployment('{}', 'metadata: { labels: { control-plane.io/team: b } },'),
      /spec.template.metadata.labels.control-plane.io\/team/,
    ],
    [
      'configuration of the ingress controller',
      anObject(
        'Ingress',
        'networking.k8s.io/v1',
        '',
        'name: a, annotations: {nginx.ingress.kubernetes.io/server-snippet: x}',
      ),
      /no configuration for the controller itself/,
    ],
  ])('refuses %s', (_, content, problem) => {
    expect(problems(content)).toEqual([expect.stringMatching(problem)]);
  });

  it('refuses more objects than an inventory should hold', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        configMap(`name: c${index}`),
      ).join('---\n');
    expect(problems(many(100))).toEqual([]);
    expect(problems(many(101))).toEqual([
      'extraManifests: at most 100 objects; 101',
    ]);
  });

  it('does not trip over shapes that no cluster would take', () => {
    expect(
      problems(
        anObject('Deployment', 'apps/v1', 'spec: [1]\n'),
        anObject('Job', 'batch/v1', 'spec: { template: null }\n'),
        anObject(
          'StatefulSet',
          'apps/v1',
          'spec: { template: { spec: { containers: { a: 1 }, volumes: no } } }\n',
        ),
      ),
    ).toEqual([]);
  });
});
