export * from './LeaseText';
