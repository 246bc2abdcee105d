export * from './Legible';
