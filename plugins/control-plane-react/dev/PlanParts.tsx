import {
  FileDiff,
  Manifest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DiffView, ManifestBrowser, PlanSummary } from '../src';
import { aPlan } from '../src/testUtils/index';
import { Part } from './Part';

const digest = `sha256:${'0'.repeat(64)}`;

const manifests: Manifest[] = [
  ...aPlan().manifests,
  {
    path: 'data/quota.yaml',
    digest,
    content: `apiVersion: v1
kind: ResourceQuota
metadata:
  name: quota
spec:
  hard:
    pods: '10' # ten are enough for a preview
    limits.memory: 8Gi
`,
  },
];

const changes: FileDiff[] = [
  {
    path: 'data/quota.yaml',
    change: 'modified',
    diff: `@@ -5,4 +5,4 @@
 spec:
   hard:
-    pods: '10'
+    pods: '20'
     limits.memory: 8Gi
`,
  },
  {
    path: 'networkpolicy.yaml',
    change: 'removed',
    diff: `@@ -1,2 +0,0 @@
-apiVersion: networking.k8s.io/v1
-kind: NetworkPolicy
`,
  },
];

/** What would be done, and the files of it. */
export function PlanParts() {
  return (
    <>
      <Part name="PlanSummary with findings">
        <PlanSummary
          plan={aPlan({
            approval: { required: true, rule: 'class-production-create' },
            findings: [
              {
                rule: 'secret-in-parameters',
                severity: 'error',
                path: 'parameters.apiKey',
                message: 'Looks like an access key',
                remedy: 'Name a secret instead',
              },
              {
                rule: 'long-lease',
                severity: 'warning',
                path: 'leaseHours',
                message: 'Longer than most previews live',
                remedy: 'Extend it later if it is needed',
              },
            ],
          })}
        />
      </Part>
      <Part name="PlanSummary while Git does not answer">
        <PlanSummary
          plan={aPlan({
            changes: {
              type: 'unavailable',
              message: 'The host did not answer',
            },
          })}
        />
      </Part>
      <Part name="DiffView">
        <DiffView files={changes} />
      </Part>
      <Part name="ManifestBrowser">
        <ManifestBrowser manifests={manifests} />
      </Part>
    </>
  );
}
