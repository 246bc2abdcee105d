export { RequestApprovals } from './RequestApprovals';
