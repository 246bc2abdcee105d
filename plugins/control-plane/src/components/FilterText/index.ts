export { FilterText } from './FilterText';
