export * from './fakeControlPlaneApi';
export * from './problemError';
export * from './samples';
