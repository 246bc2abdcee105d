export * from './AccessDecision';
export * from './AccessPolicy';
export { callerRef, isGuest, normaliseEntityRef } from './Caller';
export type { Caller } from './Caller';
export { checkFourEyes } from './fourEyes';
export type { FourEyesVerdict } from './fourEyes';
export * from './readRoleGrants';
export * from './requestConditions';
export * from './Role';
