import { JsonObject } from '@backstage/types';
import { QuotaProfile } from '../quota/QuotaProfile';
import { RenderClass, RenderRequest, RenderTarget } from './RenderInput';

export interface RenderNamespace {
  /** Role that the class gives it, e.g. `app`. */
  role: string;
  name: string;
}

/** What kinds and policy packs render from. Validated; nothing in it needs to be checked again. */
export interface RenderContext {
  request: RenderRequest;
  class: RenderClass;
  target: RenderTarget;
  /** The request's namespaces; the first is the application's own. */
  namespaces: RenderNamespace[];
  quotaProfile: QuotaProfile;
  /** Checked against the schemas of kind and packs, defaults filled in. */
  parameters: JsonObject;
}
