import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';

/** What every action gets, whatever its input and output. */
export type TaskContext = Omit<ActionContext<JsonObject>, 'input' | 'output'>;
