import { renderInTestApp } from '@backstage/frontend-test-utils';
import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen } from '@testing-library/react';
import { aRequest } from '../../testUtils';
import { PhaseChip } from './PhaseChip';

describe('PhaseChip', () => {
  it('has a word for every phase', async () => {
    await renderInTestApp(
      <>
        {REQUEST_PHASES.map(phase => (
          <PhaseChip key={phase} phase={phase} />
        ))}
      </>,
    );
    expect(await screen.findByText('Waits for approval')).toBeInTheDocument();
    expect(screen.queryByText(/status\.phase/)).not.toBeInTheDocument();
  });

  it('does not claim health that nothing has observed', async () => {
    const { phase, conditions } = aRequest();
    await renderInTestApp(<PhaseChip phase={phase} conditions={conditions} />);

    expect(await screen.findByText('Ready, not observed')).toHaveAttribute(
      'title',
      expect.stringContaining('Nothing observes the cluster'),
    );
  });
});
