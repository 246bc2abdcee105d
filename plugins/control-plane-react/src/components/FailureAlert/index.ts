export * from './FailureAlert';
