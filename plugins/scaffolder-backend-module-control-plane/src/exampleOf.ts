import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { dump } from 'js-yaml';

/** An example of a step, as the list of actions shows it. */
export function exampleOf(
  description: string,
  step: { id: string; name: string; action: string; input?: JsonObject },
): TemplateExample {
  return { description, example: dump({ steps: [step] }, { lineWidth: -1 }) };
}
