export * from './Instant';
