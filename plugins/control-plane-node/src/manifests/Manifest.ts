import { JsonObject, JsonValue } from '@backstage/types';

export type ManifestMetadata = {
  name: string;
  /** Absent for cluster-wide objects. */
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
};

/** A Kubernetes object as plain data. Text from people is only ever a value in it, never part of its shape. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata;
  spec?: JsonObject;
  [field: string]: JsonValue | undefined;
}
