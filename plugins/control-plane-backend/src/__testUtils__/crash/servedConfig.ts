import { JsonObject } from '@backstage/types';
import {
  CALLER,
  campaignConfig,
  CampaignConfigOptions,
} from './campaignConfig';

/** The configuration of a whole backend at `url`, which knows one caller by a token. */
export function servedConfig(
  options: CampaignConfigOptions & { url: string; token: string },
): JsonObject {
  const { url, token } = options;
  const { backend, controlPlane } = campaignConfig(options);
  return {
    backend: {
      ...backend,
      baseUrl: url,
      listen: new URL(url).host,
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: CALLER } },
        ],
      },
    },
    permission: { enabled: false },
    controlPlane,
  };
}
