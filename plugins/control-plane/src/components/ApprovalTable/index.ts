export { ApprovalTable } from './ApprovalTable';
