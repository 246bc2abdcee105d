export * from './api/controlPlaneApiRef';
