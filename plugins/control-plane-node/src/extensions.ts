import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Kind } from './kinds/Kind';
import { PolicyPack } from './policyPacks/PolicyPack';
import { QuotaProfile } from './quota/QuotaProfile';

/** Adds kinds: what a class can make. */
export interface ControlPlaneKindsExtensionPoint {
  /** @throws ConflictError when a kind of that name is there already. */
  addKind(...kinds: Kind[]): void;
}

/** Adds policy packs that classes can list. */
export interface ControlPlanePolicyPacksExtensionPoint {
  /** @throws ConflictError when a pack of that name is there already. */
  addPolicyPack(...packs: PolicyPack[]): void;
}

/** Adds quota profiles that classes can name. */
export interface ControlPlaneQuotaProfilesExtensionPoint {
  /** @throws ConflictError when a profile of that name is there already. */
  addQuotaProfile(...profiles: QuotaProfile[]): void;
}

export const controlPlaneKindsExtensionPoint =
  createExtensionPoint<ControlPlaneKindsExtensionPoint>({
    id: 'control-plane.kinds',
  });

export const controlPlanePolicyPacksExtensionPoint =
  createExtensionPoint<ControlPlanePolicyPacksExtensionPoint>({
    id: 'control-plane.policy-packs',
  });

export const controlPlaneQuotaProfilesExtensionPoint =
  createExtensionPoint<ControlPlaneQuotaProfilesExtensionPoint>({
    id: 'control-plane.quota-profiles',
  });
