import { setTimeout as wait } from 'node:timers/promises';

const deadlineMs = 120_000;

/** The API as the demo's people use it. Calls that failed for reasons that pass are not repeated, besides signing in. */
export class DemoApi {
  #base;
  #tokens = new Map();

  constructor(base) {
    this.#base = base;
  }

  /** Asks for something; the same key asks once, however often this runs. */
  ask(persona, key, wish) {
    return this.call(persona, 'POST', '/environment-requests', {
      headers: { 'idempotency-key': `demo-${key}` },
      body: wish,
    });
  }

  get(id) {
    return this.call('admin', 'GET', `/environment-requests/${id}`);
  }

  /** Decides on the first revision, if it waits. */
  async decideFirst(id, decision, comment) {
    const { openRevisions } = await this.get(id);
    const first = openRevisions.find(
      ({ generation, state }) =>
        generation === 1 && state === 'pending_approval',
    );
    if (first) {
      const { generation, planDigest } = first;
      await this.call(
        'approver',
        'POST',
        `/environment-requests/${id}/${decision}`,
        { body: { generation, planDigest, comment } },
      );
    }
  }

  /** Asks for a change of a request, unless one was asked for before. */
  async changeOnce(persona, id, body) {
    const { generation, etag } = await this.call(
      'admin',
      'GET',
      `/environment-requests/${id}`,
      { withEtag: true },
    );
    if (generation === 1) {
      await this.call(persona, 'PATCH', `/environment-requests/${id}`, {
        headers: { 'if-match': etag },
        body,
      });
    }
  }

  /** Where a request's entity is in the app's catalog, which learns of it some seconds later. */
  async entityPath(id) {
    const query = encodeURIComponent(
      `metadata.annotations.control-plane.io/request-id=${id}`,
    );
    const deadline = Date.now() + deadlineMs;
    while (Date.now() < deadline) {
      const [entity] = await this.#send('admin', {
        url: `${this.#base}/api/catalog/entities?filter=${query}`,
      }).then(({ value }) => value);
      if (entity) {
        const { kind, metadata } = entity;
        return `/catalog/${metadata.namespace}/${kind.toLowerCase()}/${
          metadata.name
        }`;
      }
      await wait(1_000);
    }
    throw new Error(`Expected an entity of ${id} in the catalog, got none`);
  }

  /** Waits until a request is as `isSo` says. */
  async until(id, what, isSo) {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const request = await this.get(id);
      if (isSo(request)) {
        return request;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `Expected ${id} (${request.class.name} of ${
            request.app
          }) to be ${what} within ${deadlineMs / 1000} seconds, got phase ${
            request.phase
          }: ${JSON.stringify(request.progress)}`,
        );
      }
      await wait(300);
    }
  }

  async call(persona, method, path, { headers, body, withEtag } = {}) {
    const { value, etag } = await this.#send(persona, {
      method,
      url: `${this.#base}/api/control-plane/v1${path}`,
      headers,
      body,
    });
    return withEtag ? { ...value, etag } : value;
  }

  async #send(persona, { method = 'GET', url, headers = {}, body }) {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await this.#tokenOf(persona)}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `Expected ${method} ${url} to be accepted, got ${response.status}: ${text}`,
      );
    }
    return { value: JSON.parse(text), etag: response.headers.get('etag') };
  }

  /** The catalog reads the people some seconds after the start. */
  async #tokenOf(persona) {
    const known = this.#tokens.get(persona);
    if (known) {
      return known;
    }
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      const response = await fetch(
        `${this.#base}/api/auth/control-plane-demo/refresh`,
        {
          headers: {
            'x-control-plane-demo-persona': persona,
            'x-requested-with': 'XMLHttpRequest',
          },
        },
      );
      if (response.ok) {
        const { backstageIdentity } = await response.json();
        this.#tokens.set(persona, backstageIdentity.token);
        return backstageIdentity.token;
      }
      if (Date.now() > deadline) {
        throw new Error(
          `Expected to sign in as ${persona}, got ${response.status}`,
        );
      }
      await wait(1_000);
    }
  }
}
