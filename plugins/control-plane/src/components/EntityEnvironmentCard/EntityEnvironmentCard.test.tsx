import { screen } from '@testing-library/react';
import { aProblem } from '../../__testUtils__/aProblem';
import { aRequest } from '../../__testUtils__/aRequest';
import {
  aComponent,
  anEnvironment,
  renderOnEntity,
} from '../../__testUtils__/renderOnEntity';
import { EntityEnvironmentCard } from './EntityEnvironmentCard';

describe('EntityEnvironmentCard', () => {
  it('tells how the environment is and leads to its request', async () => {
    await renderOnEntity(<EntityEnvironmentCard />, {
      entity: anEnvironment,
      operations: {
        getRequest: jest.fn(async () => ({
          request: aRequest({
            phase: 'failed',
            conditions: [
              {
                type: 'Published',
                status: 'False',
                reason: 'PushRejected',
                message: 'The branch is protected',
                lastTransitionTime: '2026-11-20T08:00:00.000Z',
                observedGeneration: 1,
              },
            ],
          }),
        })),
      },
    });

    expect(await screen.findByText('Failed')).toBeInTheDocument();
    expect(screen.getByText(/\$900/)).toBeInTheDocument();
    expect(screen.getByText('The branch is protected')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Open the request' }),
    ).toHaveAttribute('href', '/control-plane/requests/req-00000000000000a1');
  });

  it('says why when it cannot be read', async () => {
    await renderOnEntity(<EntityEnvironmentCard />, {
      entity: anEnvironment,
      operations: {
        getRequest: jest.fn(async () => {
          throw await aProblem(403, 'You may not see it');
        }),
      },
    });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
  });

  it('says what is missing on an entity that names no request', async () => {
    await renderOnEntity(<EntityEnvironmentCard />, {
      entity: aComponent,
      operations: {},
    });
    expect(
      await screen.findByRole('heading', {
        name: 'No request behind this entity',
      }),
    ).toBeInTheDocument();
  });
});
