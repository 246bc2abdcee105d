import { formatTable } from '../../output/table';
import { defineCommand } from '../Command';

export const targetsList = defineCommand({
  path: ['targets', 'list'],
  summary: 'Lists the targets that requests land on',
  async run({ connect, output, signal }) {
    const client = await connect();
    output.print(await client.listTargets({ signal }), ({ items }) =>
      formatTable(items, [
        { title: 'NAME', value: ({ name }) => name },
        { title: 'REGION', value: ({ region }) => region },
        { title: 'DELIVERY', value: ({ delivery }) => delivery },
        { title: 'REPOSITORY', value: ({ repository }) => repository },
        { title: 'BRANCH', value: ({ branch }) => branch },
        {
          title: 'REPOSITORY FOR DELIVERY',
          value: ({ deliveryRepository }) => deliveryRepository,
        },
      ]),
    );
  },
});
