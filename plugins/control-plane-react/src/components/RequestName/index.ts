export * from './RequestName';
