import { Manifest } from '../manifests/Manifest';
import { RenderContext } from '../render/RenderContext';
import { RenderTarget } from '../render/RenderInput';

/** A folder of the GitOps repository that the engine carries into the target. */
export interface DeliveredFolder {
  /** Name of the delivery object. */
  name: string;
  path: string;
}

/** The part of the application's repository that is delivered into the first namespace. */
export interface DeliveredWorkload {
  url: string;
  ref: string;
  path: string;
}

/**
 * What carries folders from Git into clusters.
 *
 * @remarks
 * Delivery objects live in the engine's own namespace, beside the engine, and are found by the prefix of their file
 * name. They never stand in a `kustomization.yaml`: the engine would otherwise deliver them to the target as well.
 */
export interface DeliveryEngine {
  /** Prefix that files with delivery objects share and no other file may have. */
  readonly filePrefix: string;
  readonly requestFile: string;
  readonly workloadFile: string;
  readonly platformFile: string;
  /** Namespace of the delivery objects. */
  namespaceOf(target: RenderTarget): string;
  /** Delivers a folder that holds a `kustomization.yaml`. */
  folder(target: RenderTarget, folder: DeliveredFolder): Manifest;
  /** Delivers the application's folder, confined to the first namespace of the request. */
  workload(context: RenderContext, workload: DeliveredWorkload): Manifest[];
  /** Objects inside the request's namespaces that the delivery of a workload needs, and its removal as well. */
  workloadAccess(context: RenderContext): Manifest[];
  /** Objects that the delivery of workloads needs once in every target. */
  platformObjects(target: RenderTarget): Manifest[];
  /** What an operator applies once, so that the engine finds everything else. */
  root(target: RenderTarget, regionPath: string): Manifest[];
}
