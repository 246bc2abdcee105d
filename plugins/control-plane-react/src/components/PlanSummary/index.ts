export * from './FindingList';
export * from './PlanChanges';
export * from './PlanSummary';
