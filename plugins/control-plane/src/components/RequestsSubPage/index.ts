export { RequestsSubPage } from './RequestsSubPage';
