export { RequestJobs } from './RequestJobs';
