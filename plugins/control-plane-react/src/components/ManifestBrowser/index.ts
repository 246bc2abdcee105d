export * from './ManifestBrowser';
