import {
  ControlPlaneError,
  formatFieldErrors,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { printable } from './output/printable';

/** An error for a person: what happened, which fields are wrong, what to do next. */
export function formatError(error: Error): string {
  const advice = adviceFor(error);
  return [...describe(error), ...(advice ? [advice] : [])]
    .map(line => `${printable(line)}\n`)
    .join('');
}

function describe(error: Error): string[] {
  if (!(error instanceof ControlPlaneError)) {
    return [`platformctl: ${error.message}`];
  }
  const { fieldErrors, problem } = error;
  if (fieldErrors.length === 0) {
    return [`platformctl: ${problem?.detail ?? error.message}`];
  }
  return [
    'platformctl: the server refused these fields',
    ...fieldErrors.map(field => `  ${formatFieldErrors([field])}`),
  ];
}

function adviceFor(error: Error): string | undefined {
  if (error.name === 'ServiceUnavailableError') {
    return 'Check the address (--url, CONTROL_PLANE_URL) and that the backend runs.';
  }
  if (!(error instanceof ControlPlaneError)) {
    return undefined;
  }
  switch (error.status) {
    case 401:
      return "Sign in with 'platformctl login', or give a token that is still valid.";
    case 403:
      return 'Ask somebody whose role allows it.';
    case 404:
      return "What you may not see looks as if it did not exist; 'platformctl request list' shows what you see.";
    case 409:
      return 'Look at what is there now and decide again.';
    case 503:
      return "Try again later; 'platformctl health' tells what is down.";
    default:
      return undefined;
  }
}
