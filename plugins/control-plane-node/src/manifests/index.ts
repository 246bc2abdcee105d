export * from './assertPlainText';
export * from './Manifest';
export * from './names';
export { toYaml } from './toYaml';
