import { screen } from '@testing-library/react';
import { aRevision } from '../../__testUtils__/aRevision';
import {
  anEnvironment,
  renderOnEntity,
} from '../../__testUtils__/renderOnEntity';
import { EntityTimeline } from './EntityTimeline';

describe('EntityTimeline', () => {
  it('shows the way of the newest generation, and of an older one on demand', async () => {
    const { user } = await renderOnEntity(<EntityTimeline />, {
      entity: anEnvironment,
      operations: {
        listRevisions: jest.fn(async () => ({
          items: [
            aRevision({ generation: 2, action: 'update' }),
            aRevision({ state: 'effective' }),
          ],
        })),
        getTimeline: jest.fn(async (_id: string, generation: number) => ({
          generation,
          action: 'update' as const,
          entries: [
            {
              step: 'requested' as const,
              state: 'done' as const,
              message: `This is generation ${generation}`,
              links: [],
            },
          ],
        })),
      },
    });

    expect(await screen.findByText('This is generation 2')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Revision/ }));
    await user.click(
      await screen.findByRole('option', { name: '1: creation' }),
    );
    expect(await screen.findByText('This is generation 1')).toBeInTheDocument();
  });
});
