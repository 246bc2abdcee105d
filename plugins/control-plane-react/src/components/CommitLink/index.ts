export * from './CommitLink';
