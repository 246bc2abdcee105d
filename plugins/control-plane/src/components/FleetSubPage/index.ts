export { FleetSubPage } from './FleetSubPage';
