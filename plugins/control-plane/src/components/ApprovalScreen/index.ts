export { ApprovalScreen } from './ApprovalScreen';
