export * from './FailurePanel';
