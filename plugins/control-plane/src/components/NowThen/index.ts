export { NowThen } from './NowThen';
