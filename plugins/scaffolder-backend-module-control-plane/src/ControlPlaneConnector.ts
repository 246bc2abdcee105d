import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TaskContext } from './TaskContext';

const PLUGIN_ID = 'control-plane';

/** Reaches the control plane as whoever started a task. */
export class ControlPlaneConnector {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #fetch: typeof fetch;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    fetch?: typeof fetch;
  }): ControlPlaneConnector {
    return new ControlPlaneConnector(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    fetch?: typeof fetch;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#fetch = options.fetch ?? fetch;
  }

  /** The client of one task. It takes a token for each call, because a wait may outlive one. */
  connect(context: TaskContext): ControlPlaneClient {
    return new ControlPlaneClient({
      baseUrl: () => this.#discovery.getBaseUrl(PLUGIN_ID),
      fetch: (url, init) => this.#fetch(url, init),
      token: async () => {
        const { token } = await this.#auth.getPluginRequestToken({
          onBehalfOf: await context.getInitiatorCredentials(),
          targetPluginId: PLUGIN_ID,
        });
        return token;
      },
    });
  }
}
