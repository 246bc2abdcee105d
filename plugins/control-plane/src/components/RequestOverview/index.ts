export { RequestOverview } from './RequestOverview';
