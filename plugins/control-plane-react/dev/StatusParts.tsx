import { Flex } from '@backstage/ui';
import {
  Condition,
  REQUEST_PHASES,
  REVISION_STATES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConditionList,
  PhaseChip,
  RevisionStateChip,
  Timeline,
  WaitNote,
} from '../src';
import { aRequest, aTimeline } from '../src/testUtils/index';
import { Part } from './Part';
import { instantIn } from './instantIn';

const drifted: Condition = {
  type: 'InSync',
  status: 'False',
  reason: 'ForeignEdit',
  message: 'resourcequota.yaml was edited by Sam Rivera',
  lastTransitionTime: instantIn({ hours: -6 }),
  observedGeneration: 1,
};

/** Where something stands. */
export function StatusParts() {
  const { conditions } = aRequest();
  return (
    <>
      <Part name="PhaseChip">
        <Flex gap="4" style={{ flexWrap: 'wrap' }}>
          {REQUEST_PHASES.map(phase => (
            <PhaseChip key={phase} phase={phase} />
          ))}
          <PhaseChip phase="ready" conditions={conditions} />
        </Flex>
      </Part>
      <Part name="RevisionStateChip">
        <Flex gap="4" style={{ flexWrap: 'wrap' }}>
          {REVISION_STATES.map(state => (
            <RevisionStateChip key={state} state={state} />
          ))}
        </Flex>
      </Part>
      <Part name="ConditionList">
        <ConditionList conditions={[...conditions, drifted]} />
      </Part>
      <Part name="Timeline">
        <Timeline timeline={aTimeline()} requestId={aRequest().id} />
      </Part>
      <Part name="WaitNote">
        <WaitNote
          wait={{
            what: 'The push budget of github.com',
            whom: ['system:queue'],
            since: instantIn({ hours: -0.1 }),
            next: instantIn({ hours: 0.1 }),
          }}
        />
      </Part>
    </>
  );
}
