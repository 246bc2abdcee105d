export { RequestChangeForm } from './RequestChangeForm';
