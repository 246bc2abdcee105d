import { JsonObject } from '@backstage/types';
import { jsonValueSchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';

type WireJson = z.output<typeof jsonValueSchema>;

/** A stored JSON object as it goes over the wire: members that are undefined are left out. */
export function toJson(value: JsonObject): Record<string, WireJson> {
  return JSON.parse(JSON.stringify(value));
}
