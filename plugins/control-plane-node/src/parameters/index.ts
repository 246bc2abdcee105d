export * from './ParametersSchema';
