import {
  EnvironmentClassSpec,
  ExtraManifest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import { defaultClasses } from '../classes';
import { RenderInput, RenderTarget } from '../render';
import { RenderingExtensions } from '../RenderingExtensions';

export const renderer = RenderingExtensions.create().createRenderer();

export const targets: Record<'argocd' | 'fluxcd', RenderTarget> = {
  argocd: {
    name: 'east',
    region: 'us-east-1',
    delivery: 'argocd',
    destination: { server: 'https://kubernetes.default.svc' },
    repositoryUrl: 'https://git.example.com/platform/environments.git',
    branch: 'main',
  },
  fluxcd: {
    name: 'east',
    region: 'us-east-1',
    delivery: 'fluxcd',
    destination: {
      kubeConfigSecret: { name: 'east-kubeconfig', key: 'value' },
    },
    repositoryUrl: 'https://git.example.com/platform/environments.git',
    repositorySecret: 'environments-credentials',
    branch: 'main',
  },
};

/** What a request of each default class might give. */
const PARAMETERS: Record<string, JsonObject> = {
  preview: {},
  'shared-staging': {},
  production: {
    changeTicket: 'CHG0031337',
    retentionDays: 730,
    allowIngressFrom: [
      { namespace: 'ingress-nginx', ports: [{ port: 8443 }] },
      { team: 'storefront', app: 'web' },
    ],
    allowEgressTo: [
      { role: 'data', ports: [{ port: 5432 }] },
      { cidr: '203.0.113.0/24', ports: [{ port: 443 }] },
    ],
  },
};

export function classNamed(name: string): EnvironmentClassSpec {
  const spec = defaultClasses.find(candidate => candidate.name === name);
  if (!spec) {
    throw new Error(`Expected a default class, got ${name}`);
  }
  return spec;
}

export function renderInput(
  className = 'preview',
  delivery: 'argocd' | 'fluxcd' = 'argocd',
): RenderInput {
  const { name, namespaces, quotaProfile, policyPacks } = classNamed(className);
  return {
    request: {
      id: 'req-0123456789abcdef',
      kind: 'environment',
      team: 'payments',
      app: 'checkout',
      owner: 'group:default/payments',
      labels: { 'cost-center': 'cc-1234' },
      source: {
        url: 'https://git.example.com/payments/checkout.git',
        ref: 'main',
        ...(className === 'shared-staging' ? {} : { path: 'deploy/overlay' }),
      },
      parameters: PARAMETERS[className] ?? {},
    },
    class: {
      name,
      digest: `sha256:${'ab'.repeat(32)}`,
      namespaces,
      quotaProfile,
      policyPacks,
    },
    target: targets[delivery],
  };
}

/** A small service as a team brings it: two files, one with a namespace of its own and with words that YAML 1.1 misreads. */
export const extraManifests: ExtraManifest[] = [
  {
    name: 'web.yaml',
    content: `# What runs.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: web
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
    spec:
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: registry.example.com/payments/checkout@sha256:${'cd'.repeat(
            32,
          )}
          ports:
            - containerPort: 8080
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app.kubernetes.io/name: web
  ports:
    - port: 80
      targetPort: 8080
---
`,
  },
  {
    name: 'settings.yaml',
    content: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: payments-checkout-01234567-shared
data:
  answer: "no"
  since: 2026-11-21
`,
  },
];

export const CASES = defaultClasses.flatMap(({ name }) =>
  (['argocd', 'fluxcd'] as const).map(delivery => ({
    className: name,
    delivery,
  })),
);
