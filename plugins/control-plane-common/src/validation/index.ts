export * from './fieldErrors';
export { MAX_INPUT_DEPTH } from './inputShape';
export * from './names';
export * from './parameterErrors';
export * from './repositoryUrl';
export * from './safeText';
export * from './secretText';
