export { ApprovalsSubPage } from './ApprovalsSubPage';
