import { LoggerService } from '@backstage/backend-plugin-api';

/** Says nothing but what is wrong: a benchmark that warns measures something else than it says. */
export const silentLogger: LoggerService = {
  error: message => console.error(message),
  warn: message => console.warn(message),
  info() {},
  debug() {},
  child: () => silentLogger,
};
