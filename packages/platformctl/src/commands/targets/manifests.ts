import { defineCommand } from '../Command';

export const targetsManifests = defineCommand({
  path: ['targets', 'manifests'],
  summary: 'Prints the root objects of a target, to be applied once',
  parameters: ['<name>'],
  examples: ['targets manifests us-east-1-main | kubectl apply -f -'],
  async run({ connect, output, parameters: [name], signal }) {
    const client = await connect();
    output.print(
      await client.getTargetManifests(name, { signal }),
      ({ manifests }) =>
        manifests
          .map(({ path, content }) => `---\n# ${path}\n${content.trimEnd()}\n`)
          .join(''),
    );
  },
});
