export * from './PhaseChip';
