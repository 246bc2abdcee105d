import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  aDrift,
  aPublication,
  aRequest,
  aRevision,
  BUILT_AT,
} from '../../__testUtils__/builders';
import { Drift } from '../drift/Drift';
import {
  Publication,
  PublicationPurpose,
  PublicationState,
} from '../publication/Publication';
import { ProgressFailure, Request } from '../request/Request';
import { Revision } from '../revision/Revision';
import { determineState, Observation, RequestState } from './determineState';
import { nextStep } from './nextStep';

const LATER = new Date(BUILT_AT.getTime() + 1000);
const EARLIER = new Date(BUILT_AT.getTime() - 1000);

const failure = (retryable: boolean): ProgressFailure => ({
  reason: 'push_denied',
  message: 'no',
  advice: 'ask',
  retryable,
});
const progress = (told?: ProgressFailure) => ({
  step: 'publish',
  message: '',
  since: BUILT_AT,
  ...(told ? { failure: told } : {}),
});
const drift = (detectedAt: Date): Drift => ({ ...aDrift(), detectedAt });

const ready = aRequest({ phase: 'ready' });
const reconciling = aRequest({ phase: 'reconciling', progress: progress() });
const approved = aRevision({
  state: 'approved',
  publicationStartedAt: BUILT_AT,
});
const effective = aRevision({ state: 'effective' });
const removal = aRevision({
  generation: 2,
  action: 'delete',
  publicationStartedAt: BUILT_AT,
});
const seen = (observation: Partial<Observation>): Observation => ({
  request: reconciling,
  drift: [],
  repairs: false,
  ...observation,
});

describe('determineState', () => {
  it.each<[string, RequestState['type'], Observation]>([
    [
      'a terminal phase',
      'ended',
      seen({ request: aRequest({ phase: 'deleted' }), desired: approved }),
    ],
    ['nothing approved', 'nothing_approved', seen({})],
    ['no publication', 'unpublished', seen({ desired: approved })],
    [
      'a skipped publication',
      'unpublished',
      seen({
        desired: approved,
        publication: aPublication({ state: 'skipped' }),
      }),
    ],
    [
      'a pending publication',
      'publishing',
      seen({ desired: approved, publication: aPublication() }),
    ],
    [
      'a failed publication that nobody was told of',
      'publish_failed',
      seen({
        desired: approved,
        publication: aPublication({ state: 'failed' }),
      }),
    ],
    [
      'a failed publication after a failure that was still retried',
      'publish_failed',
      seen({
        request: aRequest({
          phase: 'failed',
          progress: progress(failure(true)),
        }),
        desired: approved,
        publication: aPublication({ state: 'failed' }),
      }),
    ],
    [
      'a failed publication that was told',
      'unpublished',
      seen({
        request: aRequest({
          phase: 'queued',
          progress: progress(failure(false)),
        }),
        desired: approved,
        publication: aPublication({ state: 'failed' }),
      }),
    ],
    [
      'a publication on the branch',
      'published',
      seen({
        desired: approved,
        publication: aPublication({ state: 'published' }),
      }),
    ],
    [
      'a branch that held it already',
      'published',
      seen({
        desired: approved,
        publication: aPublication({ state: 'unchanged' }),
      }),
    ],
    [
      'a removal on the branch',
      'removed',
      seen({
        request: aRequest({ phase: 'deleting' }),
        desired: removal,
        publication: aPublication({ state: 'published', purpose: 'remove' }),
      }),
    ],
    [
      'an older revision that landed while a newer one was approved',
      'overtaken',
      seen({
        desired: aRevision({ generation: 2, action: 'update' }),
        landed: {
          revision: approved,
          publication: aPublication({ state: 'published' }),
        },
      }),
    ],
    [
      'everything in force',
      'in_sync',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'published' }),
      }),
    ],
    [
      'a drift that is only reported',
      'in_sync',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'published' }),
        drift: [drift(LATER)],
      }),
    ],
    [
      'a drift that is to be repaired',
      'drifted',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'published' }),
        drift: [drift(LATER)],
        repairs: true,
      }),
    ],
    [
      'a repair on the branch',
      'repaired',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'published', purpose: 'repair' }),
        drift: [drift(EARLIER), drift(BUILT_AT)],
        repairs: true,
      }),
    ],
    [
      'a repair on the branch and a drift since',
      'drifted',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'published', purpose: 'repair' }),
        drift: [drift(EARLIER), drift(LATER)],
        repairs: true,
      }),
    ],
    [
      'a repair that failed and was not told, with the drift still there',
      'publish_failed',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'failed', purpose: 'repair' }),
        drift: [drift(EARLIER)],
        repairs: true,
      }),
    ],
    [
      'a repair that failed long ago',
      'in_sync',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'failed', purpose: 'repair' }),
        repairs: true,
      }),
    ],
    [
      'a repair that failed long ago, and a drift since',
      'drifted',
      seen({
        request: ready,
        desired: effective,
        publication: aPublication({ state: 'failed', purpose: 'repair' }),
        drift: [drift(LATER)],
        repairs: true,
      }),
    ],
    [
      'a repair that failed and was told, with the drift still there',
      'drifted',
      seen({
        request: aRequest({
          phase: 'failed',
          progress: progress(failure(false)),
        }),
        desired: effective,
        publication: aPublication({ state: 'failed', purpose: 'repair' }),
        drift: [drift(EARLIER)],
        repairs: true,
      }),
    ],
    [
      'a repair that failed and was told, with the drift reverted since',
      'unsettled',
      seen({
        request: aRequest({
          phase: 'failed',
          progress: progress(failure(false)),
        }),
        desired: effective,
        publication: aPublication({ state: 'failed', purpose: 'repair' }),
        repairs: true,
      }),
    ],
    [
      'a repair whose drift was reverted meanwhile',
      'unsettled',
      seen({
        request: aRequest({ phase: 'ready', progress: progress() }),
        desired: effective,
        publication: aPublication({ state: 'unchanged', purpose: 'repair' }),
      }),
    ],
    [
      'a queued request that is in force',
      'unsettled',
      seen({
        request: aRequest({ phase: 'queued' }),
        desired: effective,
        publication: aPublication({ state: 'published' }),
      }),
    ],
  ])('finds %s: %s', (_, type, observation) => {
    expect(determineState(observation).type).toBe(type);
  });
});

/** Everything that can be observed, in every combination. */
function* observations(): Generator<Observation> {
  const generation = 2;
  const desiredStates: Array<Revision | undefined> = [undefined];
  for (const action of ['create', 'update', 'delete'] as const) {
    for (const state of ['approved', 'effective'] as const) {
      desiredStates.push(aRevision({ generation, action, state }));
    }
  }
  const publications: Array<Publication | undefined> = [undefined];
  const states: PublicationState[] = [
    'pending',
    'published',
    'unchanged',
    'failed',
    'skipped',
  ];
  const purposes: PublicationPurpose[] = ['publish', 'remove', 'repair'];
  for (const state of states) {
    for (const purpose of purposes) {
      publications.push(aPublication({ state, purpose }));
    }
  }
  const drifts = [
    [],
    [drift(EARLIER)],
    [drift(LATER)],
    [drift(EARLIER), drift(LATER)],
  ];
  const told: Array<Request['progress']> = [
    undefined,
    progress(),
    progress(failure(true)),
    progress(failure(false)),
  ];
  const landed = [
    undefined,
    { revision: approved, publication: aPublication({ state: 'published' }) },
  ];
  for (const phase of REQUEST_PHASES) {
    for (const each of told) {
      const request = { ...aRequest({ phase, generation }), progress: each };
      for (const desired of desiredStates) {
        for (const publication of publications) {
          for (const open of drifts) {
            for (const repairs of [false, true]) {
              for (const older of landed) {
                yield {
                  request,
                  desired,
                  publication,
                  drift: open,
                  repairs,
                  landed: older,
                };
              }
            }
          }
        }
      }
    }
  }
}

describe('determineState and nextStep, for everything that can be observed', () => {
  it('always know what to do, and say nothing that the branch does not hold', () => {
    const broken = (observation: Observation): string | undefined => {
      const state = determineState(observation);
      const { step } = nextStep(state, false);
      const { request, desired, publication, drift: open } = observation;
      const ended = ['deleted', 'rejected', 'withdrawn'].includes(
        request.phase,
      );
      const landed =
        publication?.state === 'published' ||
        publication?.state === 'unchanged';
      const works = step !== 'end' && step !== 'compare';
      switch (true) {
        case ended !== (state.type === 'ended'):
          return 'a terminal phase is left';
        case works && (ended || !desired):
          return 'works without a desired state';
        case state.type === 'published' || state.type === 'removed'
          ? !landed || desired?.state !== 'approved'
          : false:
          return 'finalizes what the branch does not hold';
        case state.type === 'removed' && desired?.action !== 'delete':
          return 'removes what nobody asked to delete';
        case state.type === 'repaired' &&
          (!landed || publication?.purpose !== 'repair' || open.length === 0):
          return 'calls repaired what was not';
        case state.type === 'unsettled' && desired?.state !== 'effective':
          return 'settles what is not in force';
        case step === 'publish' && publication?.state === 'pending' && !ended:
          return 'makes a second operation beside a pending one';
        case step === 'await_publication' && publication?.state !== 'pending':
          return 'waits for nothing';
        case step === 'report_failure' && publication?.state !== 'failed':
          return 'tells a failure that was none';
        case state.type === 'drifted' &&
          (!observation.repairs || open.length === 0):
          return 'repairs what nobody asked to repair';
        default:
          return undefined;
      }
    };
    let count = 0;
    for (const observation of observations()) {
      count += 1;
      const reason = broken(observation);
      if (reason) {
        throw new Error(`${reason}: ${JSON.stringify(observation)}`);
      }
    }
    expect(count).toBe(12 * 4 * 7 * 16 * 4 * 2 * 2);
  });

  it('end the attempt after at most one comparison when nothing is left to do', () => {
    const state: RequestState = { type: 'in_sync', desired: effective };
    expect(nextStep(state, false)).toEqual({ step: 'compare', state });
    expect(nextStep(state, true)).toEqual({ step: 'end' });
  });
});
