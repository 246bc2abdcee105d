export * from './assertPlainText';
export * from './Manifest';
export * from './names';
export * from './toYaml';
