import { Publication } from './Publication';
import { ConditionUpdate } from '../request/conditions';
import { Request } from '../request/Request';

/** What a publication that failed says about its request: whatever was published before still is. */
export function failureCondition(
  request: Request,
  purpose: Publication['purpose'],
  message: string,
): ConditionUpdate {
  return purpose === 'repair'
    ? { type: 'InSync', status: 'False', reason: 'RepairFailed', message }
    : {
        type: 'Published',
        status: request.published ? 'True' : 'False',
        reason: 'PublishFailed',
        message,
      };
}
