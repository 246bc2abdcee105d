export { RequestDrift } from './RequestDrift';
