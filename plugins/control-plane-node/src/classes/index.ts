export * from './defaultClasses';
