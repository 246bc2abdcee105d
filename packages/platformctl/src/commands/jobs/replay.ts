import {
  replayAllJobs,
  ReplayedJobs,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { jobKindFlag, targetFlag, teamFlag } from '../../arguments/jobFlags';
import { FailedError, UsageError } from '../../errors';
import { Host } from '../../Host';
import { formatJob, formatReplayed } from '../../output/jobs';
import { Call, defineCommand } from '../Command';

const replayFlags = {
  kind: jobKindFlag('All dead jobs of this kind, instead of one by its id'),
  team: teamFlag('All dead jobs of this team'),
  target: targetFlag('All dead jobs of requests on this target'),
  all: { type: Boolean, description: 'All dead jobs' },
  yes: {
    type: Boolean,
    description: 'Replay many without being asked',
  },
} as const;

export const jobsReplay = defineCommand({
  path: ['jobs', 'replay'],
  summary:
    'Runs a dead or cancelled job again, or all dead ones of a kind, team or target',
  parameters: ['[id]'],
  flags: replayFlags,
  examples: [
    'jobs replay 5d2f1f0e-6a70-4f5e-9b5e-0d8f6f1d8f10',
    'jobs replay --kind reconcile-request --team payments',
    'jobs replay --target us-east-1',
    'jobs replay --all --yes',
  ],
  async run(call) {
    const { connect, flags, output, parameters, signal } = call;
    const [id] = parameters;
    const isMany =
      flags.kind !== undefined ||
      flags.team !== undefined ||
      flags.target !== undefined ||
      flags.all === true;
    if (id !== undefined && isMany) {
      throw new UsageError(
        'Give an id without --kind, --team, --target and --all',
      );
    }
    if (id !== undefined) {
      const client = await connect();
      output.print(await client.replayJob(id, { signal }), formatJob);
      return;
    }
    if (!isMany) {
      throw new UsageError(
        'Give the id of a job, or --kind, --team, --target or --all to replay many',
      );
    }
    await confirmReplay(call);
    output.print(await replayMany(call), formatReplayed);
  },
});

type ReplayCall = Call<typeof replayFlags>;

async function replayMany(call: ReplayCall): Promise<ReplayedJobs> {
  const { connect, flags, host, signal } = call;
  const client = await connect();
  const { kind, team, target, all } = flags;
  const filter = { kind, team, target, ...(all && { all }) };
  return replayAllJobs(
    limit => client.replayJobs({ ...filter, limit }, { signal }),
    (replayed, left) =>
      host.stderr(`${replayed} run again, ${left} are left\n`),
  );
}

/** @throws FailedError unless the answer is yes, UsageError where nobody can be asked. */
async function confirmReplay(call: {
  flags: ReplayCall['flags'];
  host: Host;
}): Promise<void> {
  const { flags, host } = call;
  if (flags.yes) {
    return;
  }
  if (!host.isInteractive) {
    throw new UsageError(
      'Give --yes to replay many jobs: there is no terminal to ask on',
    );
  }
  const of = [
    flags.kind === undefined ? '' : ` of kind ${flags.kind}`,
    flags.team === undefined ? '' : ` of team ${flags.team}`,
    flags.target === undefined ? '' : ` on target ${flags.target}`,
  ].join('');
  const answer = await host.ask(`Replay every dead job${of}? [y/N] `);
  if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) {
    throw new FailedError('Nothing was replayed');
  }
}
