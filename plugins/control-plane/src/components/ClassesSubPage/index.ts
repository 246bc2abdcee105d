export { ClassesSubPage } from './ClassesSubPage';
