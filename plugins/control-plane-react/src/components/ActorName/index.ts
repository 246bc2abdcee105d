export * from './ActorName';
