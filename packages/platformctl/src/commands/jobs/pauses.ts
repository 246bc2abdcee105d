import { formatPauses } from '../../output/pauses';
import { defineCommand } from '../Command';

export const jobsPauses = defineCommand({
  path: ['jobs', 'pauses'],
  summary: 'Lists what is paused and how many jobs wait for it',
  async run({ connect, output, signal }) {
    const client = await connect();
    output.print(await client.listPauses({ signal }), ({ items }) =>
      formatPauses(items),
    );
  },
});
