export { NoRequest } from './NoRequest';
