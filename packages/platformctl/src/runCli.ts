import { isError } from '@backstage/errors';
import { globalFlags } from './arguments/globalFlags';
import { Command } from './commands/Command';
import { commands } from './commands';
import { UsageError } from './errors';
import { EXIT_OK, exitCodeOf } from './exitCodes';
import { formatError } from './formatError';
import { Host } from './Host';
import { version } from '../package.json';

/**
 * Runs the command that `argv` names and tells its exit code.
 *
 * @remarks
 * This is the only place where an error becomes text and a code: commands throw.
 */
export async function runCli(
  argv: readonly string[],
  host: Host,
): Promise<number> {
  try {
    await dispatch(argv, host);
    return EXIT_OK;
  } catch (thrown) {
    // What an abort interrupted throws in many ways; the reason of the abort is the one that counts.
    const error = host.signal.aborted ? host.signal.reason : thrown;
    host.stderr(formatError(isError(error) ? error : new Error(String(error))));
    return exitCodeOf(error);
  }
}

async function dispatch(argv: readonly string[], host: Host): Promise<void> {
  if (argv[0] === '--version') {
    host.stdout(`${version}\n`);
    return;
  }
  const begin = wordsBegin(argv);
  const command = findCommand(argv.slice(begin));
  if (command) {
    await command.execute(
      [...argv.slice(0, begin), ...argv.slice(begin + command.path.length)],
      host,
    );
    return;
  }
  const words = argv.filter(word => !word.startsWith('-'));
  const group = commands.filter(({ path }) => path[0] === words[0]);
  const shown = group.length > 0 ? group : commands;
  const asked = argv.includes('--help') || argv.includes('-h');
  if (asked && (words.length === 0 || group.length > 0)) {
    host.stdout(listCommands(shown));
    return;
  }
  const hint = "'platformctl --help' lists the commands";
  throw new UsageError(
    words.length === 0
      ? `Expected a command, got nothing; ${hint}`
      : `There is no command '${argv
          .slice(begin)
          .filter(word => !word.startsWith('-'))
          .slice(0, 2)
          .join(' ')}'; ${hint}`,
  );
}

/** Where the options that stand before the command end. */
function wordsBegin(argv: readonly string[]): number {
  let at = 0;
  while (argv[at]?.startsWith('-') && argv[at] !== '--') {
    at += takesValue(argv[at]) ? 2 : 1;
  }
  return Math.min(at, argv.length);
}

/** Whether the next word belongs to a global option: `--output json`, `-o json`, but `--output=json` has its own. */
function takesValue(option: string): boolean {
  return Object.entries(globalFlags).some(
    ([name, flag]) =>
      flag.type !== Boolean &&
      (option === `--${kebab(name)}` ||
        ('alias' in flag && option === `-${flag.alias}`)),
  );
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** The command with the longest path that `argv` begins with. */
function findCommand(argv: readonly string[]): Command | undefined {
  return commands
    .filter(({ path }) => path.every((word, index) => argv[index] === word))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function listCommands(shown: readonly Command[]): string {
  const names = shown.map(({ path }) => `platformctl ${path.join(' ')}`);
  const width = Math.max(...names.map(({ length }) => length));
  const lines = shown.map(
    ({ summary }, index) => `  ${names[index].padEnd(width)}  ${summary}\n`,
  );
  return `Commands:\n${lines.join(
    '',
  )}\nFlags and examples of one: --help after it.\n`;
}
