export { authModuleControlPlaneDemo as default } from './module';
