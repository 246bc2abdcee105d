import { runCli } from '../runCli';
import { FakeHost } from './FakeHost';
import { FixtureServer } from './FixtureServer';

/** A machine whose environment points at a server of its own, and the command line on it. */
export class CliHarness {
  readonly host = new FakeHost();

  private constructor(readonly server: FixtureServer) {
    this.host.env = {
      CONTROL_PLANE_URL: server.url,
      CONTROL_PLANE_TOKEN: 'secret',
    };
  }

  static async start(): Promise<CliHarness> {
    return new CliHarness(await FixtureServer.start());
  }

  /** Runs one command and tells its exit code. */
  run(...argv: string[]): Promise<number> {
    return runCli(argv, this.host);
  }

  async stop(): Promise<void> {
    this.host.dispose();
    await this.server.stop();
  }
}
