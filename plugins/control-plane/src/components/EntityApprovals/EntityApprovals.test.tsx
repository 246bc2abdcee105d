import { Decision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen, within } from '@testing-library/react';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import { aDigest, aRevision } from '../../__testUtils__/aRevision';
import {
  aComponent,
  anEnvironment,
  renderOnEntity,
} from '../../__testUtils__/renderOnEntity';
import { EntityApprovals } from './EntityApprovals';

const rejected: Decision = {
  id: 'a-1',
  requestId: aRequest().id,
  team: 'payments',
  app: 'billing-api',
  generation: 3,
  action: 'update',
  decision: 'reject',
  decidedBy: 'user:default/ada',
  planDigest: aDigest('3'),
  comment: 'Too expensive',
  decidedAt: '2026-11-20T09:00:00.000Z',
};

describe('EntityApprovals', () => {
  it('shows on a component what waits and what was decided over all its requests', async () => {
    const listApprovals = jest.fn(async () => ({
      items: [{ request: aRequest(), revision: aRevision(), mayDecide: true }],
    }));
    const listDecisions = jest.fn(async () => ({
      items: [
        rejected,
        { ...rejected, id: 'a-2', requestId: 'req-00000000000000b2' },
      ],
    }));
    await renderOnEntity(<EntityApprovals />, {
      entity: aComponent,
      operations: {
        listApprovals,
        listDecisions,
      },
    });

    const waiting = await screen.findByRole('region', {
      name: 'Waits for a decision',
    });
    expect(
      await within(waiting).findByRole('row', { name: /billing-api/ }),
    ).toHaveTextContent('Yours to decide');
    expect(listApprovals).toHaveBeenCalledWith(
      { scope: 'visible', app: 'billing-api', cursor: undefined },
      expect.anything(),
    );
    const past = screen.getByRole('region', { name: 'Past decisions' });
    const rows = await within(past).findAllByRole('row', { name: /change/ });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent('Rejected');
    expect(rows[0]).toHaveTextContent('ada');
    expect(rows[0]).toHaveTextContent('Too expensive');
    expect(listDecisions).toHaveBeenCalledWith(
      { app: 'billing-api', cursor: undefined },
      expect.anything(),
    );
  });

  it('asks on an environment about its own request only', async () => {
    const listApprovals = jest.fn(async () => ({ items: [] }));
    const listDecisions = jest.fn(async () => ({ items: [] }));
    await renderOnEntity(<EntityApprovals />, {
      entity: anEnvironment,
      operations: { listApprovals, listDecisions },
    });

    expect(
      await screen.findByText('Nothing waits for a decision.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Nothing has been decided yet.'),
    ).toBeInTheDocument();
    expect(listApprovals).toHaveBeenCalledWith(
      { scope: 'visible', requestId: aRequest().id, cursor: undefined },
      expect.anything(),
    );
  });

  it('shows each part although the other cannot be read', async () => {
    await renderOnEntity(<EntityApprovals />, {
      entity: anEnvironment,
      operations: {
        listApprovals: jest.fn(async () => {
          throw await aProblem(503, 'The database is away');
        }),
        listDecisions: jest.fn(async () => ({ items: [rejected] })),
      },
    });

    expect(await screen.findByText('Too expensive')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toBeInTheDocument();
  });
});
