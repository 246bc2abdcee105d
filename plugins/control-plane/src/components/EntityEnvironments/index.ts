export { EntityEnvironments } from './EntityEnvironments';
