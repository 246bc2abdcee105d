export { AuditSubPage } from './AuditSubPage';
