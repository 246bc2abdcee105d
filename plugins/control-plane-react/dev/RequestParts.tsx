import { EmptyPanel, RequestName, RequestTable } from '../src';
import { aRequest, aRevisionSummary } from '../src/testUtils/index';
import { instantIn } from './instantIn';
import { Part } from './Part';

const idOf = (digit: number) => `req-${String(digit).repeat(16)}`;

const requests = [
  aRequest({ id: idOf(1), updatedAt: instantIn({ hours: -1 }) }),
  aRequest({
    id: idOf(2),
    app: 'ledger',
    driftedPaths: 2,
    openRevisions: [
      aRevisionSummary({ state: 'pending_approval', action: 'extend' }),
    ],
    updatedAt: instantIn({ hours: -3 }),
  }),
  aRequest({
    id: idOf(3),
    app: 'cart-service',
    team: 'commerce',
    phase: 'pending_approval',
    conditions: [],
    updatedAt: instantIn({ hours: -20 }),
  }),
  aRequest({
    id: idOf(4),
    app: 'billing-api',
    team: 'platform',
    phase: 'failed',
    conditions: [],
    updatedAt: instantIn({ hours: -40 }),
  }),
];

/** Lists of requests, with some and with none. */
export function RequestParts() {
  return (
    <>
      <Part name="RequestTable">
        <RequestTable requests={requests} pagination={{ type: 'none' }} />
      </Part>
      <Part name="RequestTable without rows, with EmptyPanel">
        <RequestTable
          requests={[]}
          pagination={{ type: 'none' }}
          emptyState={
            <EmptyPanel
              title="Nothing here"
              description="Ask for an environment and it stands here."
            />
          }
        />
      </Part>
      <Part name="RequestName">
        <RequestName request={aRequest()} />
      </Part>
    </>
  );
}
