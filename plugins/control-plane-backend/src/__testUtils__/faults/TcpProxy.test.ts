import { once } from 'node:events';
import { AddressInfo, connect, createServer, Socket } from 'node:net';
import { TcpProxy } from './TcpProxy';

describe('TcpProxy', () => {
  const stops: Array<() => unknown> = [];

  async function start(): Promise<{ proxy: TcpProxy; client: Socket }> {
    const echo = createServer(socket => {
      socket.on('error', () => {});
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const { port } = echo.address() as AddressInfo;
    const proxy = await TcpProxy.start({ host: '127.0.0.1', port });
    const client = connect(proxy.port, '127.0.0.1');
    stops.push(
      () => client.destroy(),
      () => proxy.stop(),
      () => echo.close(),
    );
    await once(client, 'connect');
    return { proxy, client };
  }

  async function echoOf(client: Socket, text: string): Promise<string> {
    client.write(text);
    const [answer] = await once(client, 'data');
    return String(answer);
  }

  afterEach(async () => {
    for (const stop of stops.splice(0)) {
      await stop();
    }
  });

  it('carries what is sent there and back', async () => {
    const { client } = await start();

    expect(await echoOf(client, 'hello')).toBe('hello');
  });

  it('resets connections and lets new ones through', async () => {
    const { proxy, client } = await start();
    await echoOf(client, 'hello');
    const broken = once(client, 'error');

    proxy.reset();

    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' });
    const next = connect(proxy.port, '127.0.0.1');
    stops.unshift(() => next.destroy());
    expect(await echoOf(next, 'again')).toBe('again');
  });

  it('swallows what is sent until it is healed', async () => {
    const { proxy, client } = await start();
    await echoOf(client, 'hello');
    let heard = '';
    client.on('data', data => {
      heard += data;
    });

    proxy.swallow();
    client.write('lost');
    const late = connect(proxy.port, '127.0.0.1');
    stops.unshift(() => late.destroy());
    await once(late, 'connect');
    late.write('lost, too');
    const broken = Promise.all([once(client, 'error'), once(late, 'error')]);
    proxy.heal();
    await broken;

    expect(heard).toBe('');
    const next = connect(proxy.port, '127.0.0.1');
    stops.unshift(() => next.destroy());
    expect(await echoOf(next, 'again')).toBe('again');
  });
});
