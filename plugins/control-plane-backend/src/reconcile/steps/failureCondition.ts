import { Publication } from '../../domain/publication/Publication';
import { ConditionUpdate } from '../../domain/request/conditions';
import { Request } from '../../domain/request/Request';

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
