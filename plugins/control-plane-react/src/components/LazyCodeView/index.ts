export * from './LazyCodeView';
