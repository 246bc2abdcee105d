import { integer } from '../../arguments/flagTypes';
import { formatLanePublications } from '../../output/lanes';
import { defineCommand } from '../Command';

/** What the API lists at most. */
const MOST = 100;

export const lanesShow = defineCommand({
  path: ['lanes', 'show'],
  summary: 'Lists what a lane holds, in the order in which it is published',
  parameters: ['<repository>'],
  flags: {
    limit: {
      type: integer('--limit', { min: 1, max: MOST }),
      description: `Most publications to list, ${MOST} unless told`,
      placeholder: '<count>',
    },
  },
  examples: ['lanes show gitops'],
  async run({ connect, flags, host, output, parameters, signal }) {
    const client = await connect();
    const [repository] = parameters;
    const { limit = MOST } = flags;
    const held = await client.listLanePublications(
      repository,
      { limit },
      { signal },
    );
    output.print(held, ({ items }) => formatLanePublications(items));
    if (held.items.length === limit) {
      host.stderr(
        `The first ${limit} are listed; lanes list counts all that wait\n`,
      );
    }
  },
});
