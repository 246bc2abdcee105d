import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { aRequest, aRevisionSummary } from '../../testUtils';
import { RequestTable } from './RequestTable';

describe('RequestTable', () => {
  it('shows a request in a row that leads to its page', async () => {
    await renderInTestApp(
      <RequestTable
        requests={[aRequest()]}
        columns={['name', 'phase', 'team']}
      />,
    );

    const row = await screen.findByRole('row', { name: /payments-checkout/ });
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      '/control-plane/requests/req-0123456789abcdef',
    );
    expect(row).toHaveTextContent('Ready, not observed');
    expect(screen.getAllByRole('columnheader')).toHaveLength(3);
  });

  it('marks what asks for attention besides the phase', async () => {
    const request = aRequest({
      driftedPaths: 2,
      openRevisions: [
        aRevisionSummary({ generation: 2, state: 'pending_approval' }),
      ],
    });
    await renderInTestApp(<RequestTable requests={[request]} />);

    expect(await screen.findByText('Change waits')).toBeInTheDocument();
    expect(screen.getByText('Edited in Git')).toBeInTheDocument();
  });

  it('says that there is nothing', async () => {
    await renderInTestApp(<RequestTable requests={[]} />);
    expect(await screen.findByText('No requests')).toBeInTheDocument();
  });
});
