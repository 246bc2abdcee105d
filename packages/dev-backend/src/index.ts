export * from './startDevBackend';
