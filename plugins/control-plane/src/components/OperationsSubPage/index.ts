export { OperationsSubPage } from './OperationsSubPage';
