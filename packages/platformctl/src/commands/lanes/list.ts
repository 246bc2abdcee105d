import { formatLanes } from '../../output/lanes';
import { defineCommand } from '../Command';

export const lanesList = defineCommand({
  path: ['lanes', 'list'],
  summary: 'Lists the lanes into Git, what waits in them and why',
  async run({ connect, output, signal }) {
    const client = await connect();
    output.print(await client.listPublishLanes({ signal }), ({ items }) =>
      formatLanes(items),
    );
  },
});
