import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestGitPublisher } from '../../__testUtils__/createTestGitPublisher';
import { GitTestOrigin } from '../../__testUtils__/GitTestOrigin';
import { describePublisherContract } from '../../__testUtils__/publisherContract';
import { GitProcess } from './GitProcess';
import { SmartHttpGitServer } from '../../__testUtils__/SmartHttpGitServer';

jest.setTimeout(60_000);

describePublisherContract('git over file', async () => {
  const origin = await GitTestOrigin.create();
  const { folder, fileUrl: url } = origin;
  return {
    origin,
    publisher: createTestGitPublisher({ folder, url }),
    target: { repositoryUrl: url, branch: 'main' },
    dispose: () => origin.remove(),
  };
});

describePublisherContract('git over smart http', async () => {
  const origin = await GitTestOrigin.create();
  const authorization = `Basic ${btoa('control-plane:t0ken-for-tests')}`;
  const server = await SmartHttpGitServer.start({
    repository: origin.repository,
    authorization,
  });
  return {
    origin,
    publisher: createTestGitPublisher({
      folder: origin.folder,
      url: server.url,
      credential: { headers: { Authorization: authorization } },
    }),
    target: { repositoryUrl: server.url, branch: 'main' },
    dispose: async () => {
      await server.stop();
      await origin.remove();
    },
  };
});

describePublisherContract('git through a proxy', async () => {
  const origin = await GitTestOrigin.create();
  const { folder, repository } = origin;
  const server = await SmartHttpGitServer.start({ repository });
  // The server stands for both: asked as a proxy, it answers for itself.
  const environment = { ...process.env, http_proxy: server.url };
  return {
    origin,
    publisher: createTestGitPublisher({
      folder,
      url: server.url,
      overrides: { git: new GitProcess({ environment }) },
    }),
    target: { repositoryUrl: server.url, branch: 'main' },
    dispose: async () => {
      await server.stop();
      await origin.remove();
    },
  };
});

describePublisherContract('git over ssh', async () => {
  const origin = await GitTestOrigin.create();
  const { folder } = origin;
  const url = `ssh://git@git.example.org:2222${origin.repository}`;
  const privateKeyFile = join(folder, `key with 'quote`);
  return {
    origin,
    publisher: createTestGitPublisher({
      folder,
      url,
      sshProgram: await writeSshStandIn(folder, privateKeyFile),
      credential: {
        ssh: { privateKeyFile, knownHostsFile: join(folder, 'known hosts') },
      },
    }),
    target: { repositoryUrl: url, branch: 'main' },
    dispose: () => origin.remove(),
  };
});

/** Takes the place of `ssh`: insists on the options that make it safe, then runs on this machine what the server would. */
async function writeSshStandIn(
  folder: string,
  privateKeyFile: string,
): Promise<string> {
  const program = join(folder, 'ssh-stand-in');
  await writeFile(
    program,
    `#!/bin/sh
wanted=" -F /dev/null BatchMode=yes StrictHostKeyChecking=yes IdentitiesOnly=yes IdentityAgent=none "
given=" $* "
for option in $wanted; do
  case "$given" in *" $option "*) ;; *) echo "option $option is missing" >&2; exit 255 ;; esac
done
key=
host=
while [ $# -gt 0 ]; do
  case "$1" in
    -i) key=$2; shift 2 ;;
    -F|-o|-p) shift 2 ;;
    *) host=$1; shift; break ;;
  esac
done
[ "$key" = "${privateKeyFile}" ] || { echo "wrong key $key" >&2; exit 255; }
[ "$host" = "git@git.example.org" ] || { echo "wrong host $host" >&2; exit 255; }
exec sh -c "$*"
`,
  );
  await chmod(program, 0o755);
  return program;
}
