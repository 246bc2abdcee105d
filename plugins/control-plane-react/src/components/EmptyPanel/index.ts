export * from './EmptyPanel';
