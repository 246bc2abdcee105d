export { ClassDetail } from './ClassDetail';
