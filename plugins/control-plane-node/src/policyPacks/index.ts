export * from './defaultPolicyPacks';
export * from './networkPolicies';
export * from './PolicyPack';
export * from './previewNetworking';
