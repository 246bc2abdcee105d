import { FailedError } from '../errors';
import { formatTable } from '../output/table';
import { defineCommand } from './Command';

export const health = defineCommand({
  path: ['health'],
  summary:
    'Reports what the control plane leans on; fails when something is down',
  async run({ connect, output, signal }) {
    const client = await connect();
    const report = await client.getHealth({ signal });
    output.print(report, ({ dependencies }) =>
      formatTable(dependencies, [
        { title: 'DEPENDENCY', value: ({ name }) => name },
        { title: 'STATUS', value: ({ status }) => status },
        {
          title: 'MS',
          value: ({ latencyMs }) => latencyMs && Math.round(latencyMs),
        },
        { title: 'MESSAGE', value: ({ message }) => message },
        { title: 'WHAT TO DO', value: ({ advice }) => advice },
      ]),
    );
    if (report.status === 'down') {
      const down = report.dependencies
        .filter(({ status }) => status === 'down')
        .map(({ name }) => name);
      throw new FailedError(`Down: ${down.join(', ')}`);
    }
  },
});
