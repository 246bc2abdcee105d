import { callerSchema } from '../../wire';
import { defineRoutes } from './defineRoutes';

/** What the caller may do. */
export const callerRoutes = defineRoutes({
  getCaller: {
    method: 'get',
    path: '/v1/caller',
    summary: 'Tells what the caller may do',
    responses: { 200: callerSchema },
    problems: [],
  },
});
