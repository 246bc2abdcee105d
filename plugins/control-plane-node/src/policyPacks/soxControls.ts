import { TRAILER_APPROVED_BY } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import { Manifest } from '../manifests/Manifest';
import { PolicyPack } from './PolicyPack';

/** By this label a namespace opts into the admission policies, which stand once in every target. */
const OPT_IN_LABEL = 'control-plane.io/sox-controls';
const OPT_IN_VALUE = 'enforced';

const IMAGES_BY_DIGEST = 'control-plane-images-by-digest';
const NO_EXEC = 'control-plane-no-exec';

/** CEL: the images of all containers of a pod. */
function imagesOf(pod: string): string {
  const optional = (field: string) =>
    `(has(${pod}.spec.${field}) ? ${pod}.spec.${field}.map(c, c.image) : [])`;
  return [
    `${pod}.spec.containers.map(c, c.image)`,
    optional('initContainers'),
    optional('ephemeralContainers'),
  ].join(' + ');
}

function admissionPolicy(name: string, spec: JsonObject): Manifest[] {
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: { failurePolicy: 'Fail', ...spec },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ['Deny', 'Audit'],
        matchResources: {
          namespaceSelector: { matchLabels: { [OPT_IN_LABEL]: OPT_IN_VALUE } },
        },
      },
    },
  ];
}

const imagesByDigest = admissionPolicy(IMAGES_BY_DIGEST, {
  matchConstraints: {
    resourceRules: [
      {
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['CREATE', 'UPDATE'],
        resources: ['pods', 'pods/ephemeralcontainers'],
      },
    ],
  },
  variables: [
    { name: 'images', expression: imagesOf('object') },
    {
      name: 'oldImages',
      expression: `oldObject == null ? [] : ${imagesOf('oldObject')}`,
    },
  ],
  validations: [
    {
      // Images that were there before stay allowed: otherwise a finalizer of an older pod could never be removed.
      expression:
        'variables.images.all(i, i in variables.oldImages || i.matches("@sha256:[0-9a-f]{64}$"))',
      message:
        'Images must be named by digest, for example registry.example.com/app@sha256:…',
      reason: 'Forbidden',
    },
  ],
});

const noExec = admissionPolicy(NO_EXEC, {
  matchConstraints: {
    resourceRules: [
      {
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['CONNECT'],
        resources: ['pods/exec', 'pods/attach'],
      },
      {
        // A debug container is a shell in the pod by another name.
        apiGroups: [''],
        apiVersions: ['v1'],
        operations: ['UPDATE'],
        resources: ['pods/ephemeralcontainers'],
      },
    ],
  },
  validations: [
    {
      expression: 'false',
      message:
        'Nobody opens a shell in this environment; change it through a request',
      reason: 'Forbidden',
    },
  ],
});

/**
 * Traceable changes and tamper-resistant workloads.
 *
 * @remarks
 * The approver is not in the files: what is approved are their bytes, which therefore cannot name who will approve
 * them. The commit that publishes them does, and an annotation says where to look.
 */
export const soxControls: PolicyPack = {
  name: 'sox-controls',
  version: '1',
  description:
    'Change ticket on record, images by digest, no shell in running pods',
  parametersSchema: {
    properties: {
      changeTicket: {
        type: 'string',
        title: 'Change ticket',
        description:
          'Key of the change in the ticket system, such as CHG0031337 or OPS-42',
        minLength: 2,
        maxLength: 64,
        pattern: '^[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]$',
      },
    },
    required: ['changeTicket'],
  },
  contribute: ({ parameters }) => ({
    namespaceLabels: { [OPT_IN_LABEL]: OPT_IN_VALUE },
    namespaceAnnotations: {
      'control-plane.io/change-ticket': String(parameters.changeTicket),
      'control-plane.io/approval-record': `commit trailer ${TRAILER_APPROVED_BY}`,
    },
  }),
  targetObjects: () => [...imagesByDigest, ...noExec],
};
