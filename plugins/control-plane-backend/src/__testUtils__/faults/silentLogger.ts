import { LoggerService } from '@backstage/backend-plugin-api';

/** For parts of the product whose words nobody reads. */
export const silentLogger: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silentLogger,
};
