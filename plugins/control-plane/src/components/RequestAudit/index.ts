export { RequestAudit } from './RequestAudit';
