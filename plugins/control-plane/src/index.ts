export { default } from './plugin';
export {
  approvalRouteRef,
  createRequestRouteRef,
  requestRouteRef,
  rootRouteRef,
} from './routes';
