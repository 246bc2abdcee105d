export * from './ConditionList';
