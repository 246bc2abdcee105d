type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * Gives each call a time in which its answer must come, body and all.
 *
 * @param milliseconds - from the call until it is aborted; whether the server did what was asked is not known then, which is why all calls
 *   that change something may be repeated
 */
export function fetchWithin(milliseconds: number, fetch: Fetch): Fetch {
  return (url, init) => {
    const late = AbortSignal.timeout(milliseconds);
    return fetch(url, {
      ...init,
      signal: init?.signal ? AbortSignal.any([init.signal, late]) : late,
    });
  };
}
