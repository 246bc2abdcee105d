import {
  describeValue,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject, JsonValue } from '@backstage/types';
import { fieldsAt, keysAt } from './fieldsAt';

/** Where a kind keeps its pods. */
const POD_TEMPLATE: Readonly<Record<string, string>> = {
  CronJob: 'spec.jobTemplate.spec.template',
  Deployment: 'spec.template',
  Job: 'spec.template',
  StatefulSet: 'spec.template',
};

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** Labels and annotations that steer the control plane, the delivery engines or kustomize. */
const STEERING_PREFIX =
  /^(?:[^/]*\.)?(?:control-plane\.io|argoproj\.io|toolkit\.fluxcd\.io|kustomize\.config\.k8s\.io|config\.kubernetes\.io|config\.k8s\.io)\//;

interface Rule {
  /** See `fieldsAt`. */
  at: string;
  isWrong(value: JsonValue | undefined): boolean;
  expected: string;
}

const isTrue = (value: JsonValue | undefined) => value === true;
const isPresent = (value: JsonValue | undefined) =>
  value !== undefined && value !== null;

/** What breaks out of a pod plainly; the finer points belong to the admission policies of the cluster. */
function podRules(template: string): Rule[] {
  const spec = `${template}.spec`;
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].map(field => ({
      at: `${spec}.${field}`,
      isWrong: isTrue,
      expected: 'no namespace of the node',
    })),
    {
      at: `${spec}.volumes.*.hostPath`,
      isWrong: isPresent,
      expected: 'no folder of the node',
    },
    ...CONTAINER_LISTS.flatMap(list => [
      {
        at: `${spec}.${list}.*.securityContext.privileged`,
        isWrong: isTrue,
        expected: 'no privileged container',
      },
      {
        at: `${spec}.${list}.*.ports.*.hostPort`,
        isWrong: isPresent,
        expected: 'no port of the node',
      },
    ]),
  ];
}

const COMMON_RULES: readonly Rule[] = [
  {
    at: 'status',
    isWrong: isPresent,
    expected: 'nothing, the cluster writes it',
  },
];

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  ConfigMap: [
    {
      at: 'metadata.name',
      isWrong: value => value === 'kube-root-ca.crt',
      expected: 'a name that Kubernetes does not use itself',
    },
  ],
  Service: [
    {
      at: 'spec.type',
      isWrong: value => isPresent(value) && value !== 'ClusterIP',
      expected: 'ClusterIP; let others in with an Ingress',
    },
    {
      at: 'spec.externalIPs',
      isWrong: isPresent,
      expected: 'no addresses from outside of the cluster',
    },
  ],
};

/** What is wrong with an object of a kind that is allowed. */
export function checkObject(kind: string, object: JsonObject): FieldError[] {
  const template = POD_TEMPLATE[kind];
  const rules = [
    ...COMMON_RULES,
    ...(RULES[kind] ?? []),
    ...(template ? podRules(template) : []),
  ];
  return [
    ...rules.flatMap(({ at, isWrong, expected }) =>
      fieldsAt(object, at)
        .filter(({ value }) => isWrong(value))
        .map(({ path, value }) => ({
          field: path,
          expected,
          got: describeValue(value),
        })),
    ),
    ...checkSteering(object, template),
    ...checkSnippets(object),
  ];
}

function checkSteering(
  object: JsonObject,
  template: string | undefined,
): FieldError[] {
  return ['metadata', ...(template ? [`${template}.metadata`] : [])]
    .flatMap(metadata => [
      ...keysAt(object, `${metadata}.labels`),
      ...keysAt(object, `${metadata}.annotations`),
    ])
    .filter(({ key }) => STEERING_PREFIX.test(key))
    .map(({ path, key }) => ({
      field: path,
      expected:
        'no label or annotation that steers the control plane, the delivery engine or kustomize',
      got: describeValue(key),
    }));
}

/** Ingress controllers that allow it run such text as their own configuration (CVE-2021-25742). */
function checkSnippets(object: JsonObject): FieldError[] {
  return keysAt(object, 'metadata.annotations')
    .filter(({ key }) => /-snippets?$/.test(key))
    .map(({ path, key }) => ({
      field: path,
      expected: 'no configuration for the controller itself',
      got: describeValue(key),
    }));
}
