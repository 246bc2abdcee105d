export { EntityDrift } from './EntityDrift';
