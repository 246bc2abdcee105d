import { cli, Flags, TypeFlag } from 'cleye';
import { UsageError } from '../errors';
import { globalFlags } from './globalFlags';

export interface ArgumentsDefinition<F extends Flags> {
  /** Words that call the command, e.g. `platformctl request get`. */
  name: string;
  summary: string;
  /** `<needed>` or `[optional]`, in order. */
  parameters: readonly string[];
  flags?: F;
  examples?: readonly string[];
}

type FlagValues<F extends Flags> = TypeFlag<F>['flags'];

export interface Arguments<F extends Flags> {
  /** The parameters that were given; the needed ones always are. */
  parameters: string[];
  flags: FlagValues<F>;
  globals: FlagValues<typeof globalFlags>;
}

/**
 * Reads the words after a command's name; undefined when help was asked for and shown.
 *
 * @throws UsageError naming the flag or parameter that is wrong.
 */
export function parseArguments<F extends Flags>(
  definition: ArgumentsDefinition<F>,
  argv: readonly string[],
): Arguments<F> | undefined;
export function parseArguments(
  definition: ArgumentsDefinition<Flags>,
  argv: readonly string[],
) {
  const { name, summary, parameters, examples } = definition;
  // Help, strictness and missing parameters are handled here: the parser would end the process, with its own exit code.
  const parsed = cli(
    {
      name,
      parameters: ['[parameters...]'],
      flags: { ...definition.flags, ...globalFlags },
      help: false,
    },
    undefined,
    [...argv],
  );
  if (parsed.flags.help) {
    parsed.showHelp({
      description: summary,
      usage: [name, ...parameters, '[flags]'].join(' '),
      ...(examples ? { examples: [...examples] } : {}),
    });
    return undefined;
  }
  const [unknown] = Object.keys(parsed.unknownFlags);
  if (unknown !== undefined) {
    const dashes = unknown.length === 1 ? '-' : '--';
    throw new UsageError(
      `Unknown flag ${dashes}${unknown}; see '${name} --help'`,
    );
  }
  const given = [...parsed._];
  const missing = parameters
    .slice(given.length)
    .find(parameter => parameter.startsWith('<'));
  if (missing) {
    throw new UsageError(`Missing ${missing}; see '${name} --help'`);
  }
  if (given.length > parameters.length) {
    throw new UsageError(
      `Expected ${
        parameters.length === 0 ? 'no parameter' : parameters.join(' ')
      }, got '${given[parameters.length]}' besides; see '${name} --help'`,
    );
  }
  return { parameters: given, flags: parsed.flags, globals: parsed.flags };
}
