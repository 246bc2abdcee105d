export * from './WaitNote';
