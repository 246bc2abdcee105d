import { Flags, TypeFlag } from 'cleye';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConnectionFlags,
  connectTo,
  readConnection,
} from '../config/connection';
import { Host } from '../Host';
import { Output } from '../output/Output';
import { parseArguments } from '../arguments/parseArguments';

/** One verb of the command line. */
export interface Command {
  /** The words that call it, e.g. `request get`. */
  path: readonly string[];
  summary: string;
  execute(argv: readonly string[], host: Host): Promise<void>;
}

/** What a command gets to work with. */
export interface Call<F extends Flags> {
  flags: TypeFlag<F>['flags'];
  parameters: string[];
  output: Output;
  host: Host;
  signal: AbortSignal;
  connection: ConnectionFlags;
  /** Connects as flags, environment and configuration file say. */
  connect(): Promise<ControlPlaneClient>;
}

export interface CommandDefinition<F extends Flags> {
  path: readonly string[];
  summary: string;
  /** `<needed>` or `[optional]`, in order. */
  parameters?: readonly string[];
  flags?: F;
  examples?: readonly string[];
  run(call: Call<F>): Promise<void>;
}

/** Makes a command of its flags and of what it does with them. */
export function defineCommand<F extends Flags = {}>(
  definition: CommandDefinition<F>,
): Command {
  const { path, summary, parameters = [], examples, run } = definition;
  return {
    path,
    summary,
    async execute(argv, host) {
      const parsed = parseArguments(
        {
          name: ['platformctl', ...path].join(' '),
          summary,
          parameters,
          flags: definition.flags,
          examples: examples?.map(example => `platformctl ${example}`),
        },
        argv,
      );
      if (!parsed) {
        return;
      }
      const { globals } = parsed;
      await run({
        flags: parsed.flags,
        parameters: parsed.parameters,
        output: new Output(globals.output ?? 'table', text =>
          host.stdout(text),
        ),
        host,
        signal: host.signal,
        connection: globals,
        connect: async () =>
          connectTo(await readConnection(globals, host), host),
      });
    },
  };
}
