import type { parseInput } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A text that a dialog asks for. */
export interface ReasonField {
  label: string;
  description?: string;
  /** What the text has to be, e.g. `rejectBodySchema.shape.comment`; one that takes `undefined` makes the text optional. */
  schema: Parameters<typeof parseInput>[0];
}
