export { ClassFacts } from './ClassFacts';
