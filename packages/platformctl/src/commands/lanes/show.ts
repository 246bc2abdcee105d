import { integer } from '../../arguments/flagTypes';
import { formatLanePublications } from '../../output/lanes';
import { defineCommand } from '../Command';

export const lanesShow = defineCommand({
  path: ['lanes', 'show'],
  summary: 'Lists what a lane holds, in the order in which it is published',
  parameters: ['<repository>'],
  flags: {
    limit: {
      type: integer('--limit', { min: 1, max: 100 }),
      description: 'Most publications to list',
      placeholder: '<count>',
    },
  },
  examples: ['lanes show gitops'],
  async run({ connect, flags, output, parameters: [repository], signal }) {
    const client = await connect();
    const { limit } = flags;
    output.print(
      await client.listLanePublications(repository, { limit }, { signal }),
      ({ items }) => formatLanePublications(items),
    );
  },
});
