export { ControlPlanePage, type SubPage } from './ControlPlanePage';
