import { dump } from 'js-yaml';
import { OutputFormat } from '../arguments/globalFlags';

/** Prints results in the format that was asked for. */
export class Output {
  readonly #format: OutputFormat;
  readonly #write: (text: string) => void;

  constructor(format: OutputFormat, write: (text: string) => void) {
    this.#format = format;
    this.#write = write;
  }

  /** Prints `value` as the API gave it, or what `asText` makes of it for people. */
  print<T>(value: T, asText: (value: T) => string) {
    this.#write(this.#text(value, asText));
  }

  #text<T>(value: T, asText: (value: T) => string): string {
    switch (this.#format) {
      case 'table':
        return asText(value);
      case 'json':
        return `${JSON.stringify(value, undefined, 2)}\n`;
      case 'yaml':
        // Through JSON, as members that are undefined are no YAML.
        return dump(JSON.parse(JSON.stringify(value)), { lineWidth: -1 });
      default: {
        const unreachable: never = this.#format;
        throw new Error(`Unknown output format ${unreachable}`);
      }
    }
  }
}
