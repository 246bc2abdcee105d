/**
 * Refuses every environment that does not call itself development or test, an unset one included. There is no switch
 * to get around this: the provider hands out admin tokens to whoever asks.
 */
export function assertDevelopment(nodeEnv: string | undefined): void {
  if (nodeEnv === 'development' || nodeEnv === 'test') {
    return;
  }
  throw new Error(
    `The demo sign-in lets anybody act as an admin and loads only when NODE_ENV is 'development' or 'test'; it is ${
      nodeEnv === undefined ? 'not set' : `'${nodeEnv}'`
    }. ` +
      `Leave the auth module 'control-plane-demo' out of this backend and configure a real sign-in provider; ` +
      `on a developer's machine start with NODE_ENV=development`,
  );
}
