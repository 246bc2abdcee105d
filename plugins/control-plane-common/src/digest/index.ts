export * from './canonicalJson';
export * from './planDigest';
export * from './requestId';
export * from './sha256';
