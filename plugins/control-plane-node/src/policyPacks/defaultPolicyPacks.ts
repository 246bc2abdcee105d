import { auditRetention } from './auditRetention';
import { baselineSecurity } from './baselineSecurity';
import { costGuardrails } from './costGuardrails';
import { PolicyPack } from './PolicyPack';
import { previewNetworking } from './previewNetworking';
import { sharedServices } from './sharedServices';
import { soxControls } from './soxControls';
import { zeroTrustNetworking } from './zeroTrustNetworking';

export const defaultPolicyPacks: readonly PolicyPack[] = [
  baselineSecurity,
  previewNetworking,
  sharedServices,
  zeroTrustNetworking,
  costGuardrails,
  auditRetention,
  soxControls,
];
