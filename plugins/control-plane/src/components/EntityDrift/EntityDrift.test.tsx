import { Drift } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen } from '@testing-library/react';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import {
  aComponent,
  anEnvironment,
  renderOnEntity,
} from '../../__testUtils__/renderOnEntity';
import { EntityDrift } from './EntityDrift';

const open: Drift = {
  requestId: aRequest().id,
  path: 'us-east-1/req-00000000000000a1/quota.yaml',
  change: 'modified',
  commit: 'fedcba9876543210fedcba9876543210fedcba98',
  author: 'Mallory',
  subject: 'Raise the quota',
  since: '2026-11-20T09:00:00.000Z',
  detectedAt: '2026-11-20T09:01:00.000Z',
};
const mended: Drift = {
  ...open,
  path: 'us-east-1/req-00000000000000a1/namespace.yaml',
  change: 'removed',
  author: 'Trent',
  detectedAt: '2026-11-20T10:01:00.000Z',
  resolvedAt: '2026-11-20T10:05:00.000Z',
  resolution: 'repaired',
};

describe('EntityDrift', () => {
  it('shows open edits before resolved ones, with commit and author', async () => {
    await renderOnEntity(<EntityDrift />, {
      entity: anEnvironment,
      operations: {
        listRequestDrift: jest.fn(async () => ({ items: [mended, open] })),
      },
    });

    const rows = await screen.findAllByRole('row', { name: /yaml/ });
    expect(rows[0]).toHaveTextContent(/quota\.yaml.*Modified.*Mallory/);
    expect(rows[0]).toHaveTextContent(/Raise the quota.*fedcba98.*Open/);
    expect(rows[1]).toHaveTextContent(/namespace\.yaml.*Removed.*Repaired/);
  });

  it('collects on a component the edits below all its requests', async () => {
    const listDrift = jest.fn(async () => ({
      items: [aRequest().id, 'req-00000000000000b2'].map(requestId => ({
        ...open,
        requestId,
        path: `${requestId}/quota.yaml`,
      })),
    }));
    await renderOnEntity(<EntityDrift />, {
      entity: aComponent,
      operations: { listDrift },
    });

    expect(await screen.findAllByRole('row', { name: /yaml/ })).toHaveLength(2);
    expect(
      screen
        .getAllByRole('link', { name: /quota\.yaml/ })
        .map(link => link.getAttribute('href')),
    ).toContain('/control-plane/requests/req-00000000000000b2?tab=drift');
    expect(listDrift).toHaveBeenCalledWith(
      { app: 'billing-api', all: true, cursor: undefined },
      expect.anything(),
    );
  });

  it('says that nothing was edited', async () => {
    await renderOnEntity(<EntityDrift />, {
      entity: anEnvironment,
      operations: { listRequestDrift: jest.fn(async () => ({ items: [] })) },
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Git is as it was published',
      }),
    ).toBeInTheDocument();
  });

  it('says why when it cannot be read', async () => {
    await renderOnEntity(<EntityDrift />, {
      entity: anEnvironment,
      operations: {
        listRequestDrift: jest.fn(async () => {
          throw await aProblem(404, 'There is no such request');
        }),
      },
    });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });
});
