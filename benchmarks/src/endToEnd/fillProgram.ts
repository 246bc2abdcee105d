import { requestIdFor } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { openControlPlane } from '../../../plugins/control-plane-backend/src/__testUtils__/faults/openControlPlane';
import { submitRevision } from '../../../plugins/control-plane-backend/src/domain/revision/submitRevision';
import { applyEffects } from '../../../plugins/control-plane-backend/src/services/applyEffects';
import { ClassSources } from '../../../plugins/control-plane-backend/src/services/ClassSources';
import { NewRequestPlanner } from '../../../plugins/control-plane-backend/src/services/NewRequestPlanner';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { silentLogger } from '../frame/silentLogger';
import { controlPlaneConfig, Place } from './controlPlaneConfig';

export interface FillInput {
  place: Place;
  requests: number;
}

export interface FillOutput {
  /** Milliseconds of the processor that checking, rendering and digesting took, a request. */
  planMs: number;
}

const TEAMS = 100;
const APPS = 10;
const REQUESTER = 'user:default/bench';
const AT_ONCE = 100;

/** Asks for requests that policy approves, so that each is queued, as the API would. */
answerAsProgram<FillInput, FillOutput>(async ({ place, requests }) => {
  const parts = await openControlPlane({
    config: controlPlaneConfig(place),
    logger: silentLogger,
  });
  const { unitOfWork } = parts;
  const sources = ClassSources.create(parts);
  await unitOfWork.run(tx => sources.offer(tx));
  const planner = NewRequestPlanner.create({
    ...parts,
    catalog: {
      hasTeam: async () => true,
      hasApp: async () => true,
      hasOwner: async () => true,
      probe: async () => {},
    },
  });
  const plan = async (number: number, now: Date) =>
    planner.plan({
      id: requestIdFor(REQUESTER, `request-${number}`),
      input: {
        class: 'preview',
        team: `team-${number % TEAMS}`,
        app: `app-${Math.floor(number / TEAMS) % APPS}`,
        region: number % 2 === 0 ? 'us-east-1' : 'us-west-2',
        labels: { ticket: `t-${number}` },
        parameters: {},
        reason: '',
      },
      requester: REQUESTER,
      classes: unitOfWork.read.classes,
      now,
    });
  let planMicroseconds = 0;
  for (let from = 0; from < requests; from += AT_ONCE) {
    const now = await unitOfWork.now();
    const before = process.cpuUsage();
    const planned = await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, requests - from) }, (_, index) =>
        plan(from + index, now),
      ),
    );
    const { user, system } = process.cpuUsage(before);
    planMicroseconds += user + system;
    await unitOfWork.run(async tx => {
      for (const each of planned) {
        const effects = submitRevision({
          ...each,
          open: [],
          inForce: undefined,
          actor: REQUESTER,
          now,
        });
        await applyEffects(tx, effects, { isNew: true });
      }
    });
  }
  await parts.close();
  return { planMs: planMicroseconds / 1000 / requests };
});
