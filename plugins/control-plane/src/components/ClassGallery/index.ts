export { ClassGallery } from './ClassGallery';
