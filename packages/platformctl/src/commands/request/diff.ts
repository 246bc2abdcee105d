import { integer } from '../../arguments/flagTypes';
import { formatDiff } from '../../output/plan';
import { defineCommand } from '../Command';

export const requestDiff = defineCommand({
  path: ['request', 'diff'],
  summary: 'Compares the manifests of two revisions',
  parameters: ['<id>'],
  flags: {
    from: {
      type: integer('--from', { min: 0, max: 1_000_000 }),
      description:
        'Generation to compare with, 0 for nothing; the one before --to when absent',
      placeholder: '<number>',
    },
    to: {
      type: integer('--to', { min: 1, max: 1_000_000 }),
      description: 'Generation to show; the newest when absent',
      placeholder: '<number>',
    },
  },
  examples: ['request diff req-0123456789abcdef --from 1 --to 3'],
  async run({ connect, flags, output, parameters: [id], signal }) {
    const client = await connect();
    const to =
      flags.to ?? (await client.getRequest(id, { signal })).request.generation;
    const from = flags.from ?? to - 1;
    output.print(
      await client.diffRevisions(id, { from, to }, { signal }),
      ({ files }) => formatDiff(files),
    );
  },
});
