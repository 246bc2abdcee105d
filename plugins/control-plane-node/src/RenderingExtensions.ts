import {
  ControlPlaneKindsExtensionPoint,
  ControlPlanePolicyPacksExtensionPoint,
  ControlPlaneQuotaProfilesExtensionPoint,
} from './extensions';
import { defaultKinds, Kind } from './kinds';
import { NamedRegistry } from './NamedRegistry';
import { defaultPolicyPacks, PolicyPack } from './policyPacks';
import { defaultQuotaProfiles, QuotaProfile } from './quota';
import { Renderer } from './render/Renderer';

/**
 * The shipped kinds, packs and profiles together with what modules add.
 *
 * @remarks
 * The owner of the extension points registers the three members as their implementations and asks for the renderer
 * once all modules have been initialized.
 */
export class RenderingExtensions {
  readonly kinds: ControlPlaneKindsExtensionPoint;
  readonly policyPacks: ControlPlanePolicyPacksExtensionPoint;
  readonly quotaProfiles: ControlPlaneQuotaProfilesExtensionPoint;
  readonly createRenderer: () => Renderer;

  static create(): RenderingExtensions {
    return new RenderingExtensions();
  }

  private constructor() {
    const kinds = NamedRegistry.create<Kind>({
      noun: 'kind',
      entries: defaultKinds,
    });
    const policyPacks = NamedRegistry.create<PolicyPack>({
      noun: 'policy pack',
      entries: defaultPolicyPacks,
    });
    const quotaProfiles = NamedRegistry.create<QuotaProfile>({
      noun: 'quota profile',
      entries: defaultQuotaProfiles,
    });
    this.kinds = { addKind: (...added) => kinds.add(...added) };
    this.policyPacks = {
      addPolicyPack: (...added) => policyPacks.add(...added),
    };
    this.quotaProfiles = {
      addQuotaProfile: (...added) => quotaProfiles.add(...added),
    };
    this.createRenderer = () =>
      Renderer.create({
        kinds: kinds.all(),
        policyPacks: policyPacks.all(),
        quotaProfiles: quotaProfiles.all(),
      });
  }
}
