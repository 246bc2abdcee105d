import { ActionVerdict } from '../domain/request/judgeActions';
import { CallerRights } from '../permissions/Authorizer';
import { CallContext } from './CallContext';

/** What a caller may do, so that a page offers that and nothing else. Rights are its subject, so it checks them itself. */
export interface RightsService {
  ofCaller(context: CallContext): Promise<CallerRights>;
  /**
   * Whether the caller may take each action on a request as it stands.
   *
   * @throws NotFoundError, the same whether the request is missing or hidden.
   */
  onRequest(id: string, context: CallContext): Promise<ActionVerdict[]>;
}
