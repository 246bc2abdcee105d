export * from './Duration';
