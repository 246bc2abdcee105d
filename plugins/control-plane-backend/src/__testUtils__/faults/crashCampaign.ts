import {
  CrashCampaignResult,
  runCrashCampaign,
} from '../crash/runCrashCampaign';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';

const KILLS = 10;
const REQUESTS = 50;

const seconds = (milliseconds: number) =>
  `${(milliseconds / 1000).toFixed(1)} s`;

/** A whole backend, killed at every kind of moment of its life while clients insist on their requests. */
export const crashCampaign: FaultCampaign = {
  id: 'crash',
  title: `the backend killed ${KILLS} times while ${REQUESTS} requests are asked for`,
  mustHold: 'each request ready, in exactly one commit; nothing else',
  runs: { full: 1, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const results: CrashCampaignResult[] = [];
    const outcome = await eachRun(context, {}, async ({ seed }) => {
      const result = await runCrashCampaign({
        ...context,
        seed,
        kills: KILLS,
        requests: REQUESTS,
      });
      results.push(result);
      return result.problems;
    });
    const sum = (of: (result: CrashCampaignResult) => number) =>
      results.reduce((total, result) => total + of(result), 0);
    return {
      ...outcome,
      figures: {
        ready: sum(({ ready }) => ready),
        commits: sum(({ commits }) => commits),
        'creates sent': sum(({ calls }) => calls.sent),
        'creates without an answer': sum(({ calls }) => calls.unanswered),
        'longest recovery': seconds(
          Math.max(0, ...results.map(({ recoveryMs }) => recoveryMs)),
        ),
      },
    };
  },
};
