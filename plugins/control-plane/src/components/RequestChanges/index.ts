export { RequestChanges } from './RequestChanges';
