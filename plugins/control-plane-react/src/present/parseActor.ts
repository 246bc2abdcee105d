/** Who did something, as the API names them. */
export type Actor =
  | { type: 'entity'; kind: string; namespace: string; name: string }
  | { type: 'policy'; rule: string }
  | { type: 'system'; part: string }
  | { type: 'service'; subject: string };

const ENTITY_KINDS = ['user', 'group', 'component', 'resource', 'system'];

/** Reads `user:default/remy`, `policy:<rule>`, `system:<part>` or a service's subject such as `external:ci`. */
export function parseActor(actor: string): Actor {
  const entity = /^([a-z]+):([^/]+)\/(.+)$/.exec(actor);
  if (entity && ENTITY_KINDS.includes(entity[1])) {
    const [, kind, namespace, name] = entity;
    return { type: 'entity', kind, namespace, name };
  }
  const [prefix, rest] = splitOnce(actor);
  switch (prefix) {
    case 'policy':
      return { type: 'policy', rule: rest };
    case 'system':
      return { type: 'system', part: rest };
    default:
      return { type: 'service', subject: actor };
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
