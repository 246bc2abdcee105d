export * from './Kind';
export * from './environmentKind';
