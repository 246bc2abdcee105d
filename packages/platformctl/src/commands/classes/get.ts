import { formatClass } from '../../output/classes';
import { defineCommand } from '../Command';

export const classesGet = defineCommand({
  path: ['classes', 'get'],
  summary: 'Shows one class and the parameters it takes',
  parameters: ['<name>'],
  examples: ['classes get production --output yaml'],
  async run({ connect, output, parameters: [name], signal }) {
    const client = await connect();
    output.print(await client.getClass(name, { signal }), formatClass);
  },
});
