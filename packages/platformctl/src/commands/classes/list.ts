import { formatClasses } from '../../output/classes';
import { defineCommand } from '../Command';

function listClassesAs(path: readonly string[]) {
  return defineCommand({
    path,
    summary: 'Lists the classes that may be requested',
    async run({ connect, output, signal }) {
      const client = await connect();
      output.print(await client.listClasses({ signal }), ({ items }) =>
        formatClasses(items),
      );
    },
  });
}

export const classes = listClassesAs(['classes']);
export const classesList = listClassesAs(['classes', 'list']);
