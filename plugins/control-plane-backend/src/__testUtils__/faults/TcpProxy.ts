import { once } from 'node:events';
import { AddressInfo, createServer, Server, Socket, connect } from 'node:net';

interface Pair {
  client: Socket;
  upstream: Socket;
  /** Both sides are on their way to be reset. */
  isReset: boolean;
}

/** A network that can fail, between a program and a server on loopback. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #isBlackHole = false;

  static async start(upstream: {
    host: string;
    port: number;
  }): Promise<TcpProxy> {
    const proxy = new TcpProxy(upstream);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(upstream: { host: string; port: number }) {
    this.#server = createServer(client => {
      const pair: Pair = {
        client,
        upstream: connect(upstream),
        isReset: false,
      };
      this.#pairs.add(pair);
      this.#join(pair);
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (!isAddressInfo(address)) {
      throw new Error('The proxy does not listen');
    }
    return address.port;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Every connection is reset at once, on both sides; new ones are let through. */
  reset(): void {
    this.#pairs.forEach(pair => {
      pair.isReset = true;
      pair.client.resetAndDestroy();
      pair.upstream.resetAndDestroy();
    });
  }

  /** Takes everything and delivers nothing, on old connections and new ones, and tells nobody: half-open. */
  swallow(): void {
    this.#isBlackHole = true;
    this.#pairs.forEach(({ client, upstream }) => {
      client.unpipe(upstream).resume();
      upstream.unpipe(client).resume();
    });
  }

  /** What was swallowed stays lost, as after a partition: connections from before are reset. */
  heal(): void {
    this.#isBlackHole = false;
    this.reset();
  }

  async stop(): Promise<void> {
    this.reset();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(pair: Pair): void {
    const { client, upstream } = pair;
    const forget = () => {
      this.#pairs.delete(pair);
      // Node never closes a connection that is destroyed while it is about to be reset, and the process would not end.
      if (!pair.isReset) {
        client.destroy();
        upstream.destroy();
      }
    };
    // Either side may break at any time; that is what this is for.
    client.on('error', forget).on('close', forget);
    upstream.on('error', forget).on('close', forget);
    if (this.#isBlackHole) {
      client.resume();
      return;
    }
    client.pipe(upstream);
    upstream.pipe(client);
  }
}

function isAddressInfo(
  address: AddressInfo | string | null,
): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
