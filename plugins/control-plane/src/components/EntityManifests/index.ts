export { EntityManifests } from './EntityManifests';
