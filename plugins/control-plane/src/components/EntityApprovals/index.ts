export { EntityApprovals } from './EntityApprovals';
