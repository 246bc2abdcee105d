import { ServiceUnavailableError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { problemError } from '../../testUtils';
import { FailureAlert } from './FailureAlert';

describe('FailureAlert', () => {
  it('names every wrong field in the words of the API', async () => {
    const error = await problemError(400, {
      errors: [
        { field: 'leaseHours', expected: 'at most 8760', got: '9000' },
        { field: 'region', expected: 'one of a, b', got: '"c"' },
      ],
    });
    await renderInTestApp(<FailureAlert error={error} />);

    const items = await screen.findAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'leaseHours: expected at most 8760, got 9000',
      'region: expected one of a, b, got "c"',
    ]);
  });

  it('offers the newest state when it has changed meanwhile', async () => {
    const onReload = jest.fn();
    const error = await problemError(412, { detail: 'Version 4 now' });
    await renderInTestApp(<FailureAlert error={error} onReload={onReload} />);

    expect(await screen.findByText('Version 4 now')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show the newest state' }),
    );
    expect(onReload).toHaveBeenCalledTimes(1);
  });

  it('lets one sign in beside the form, which keeps what was typed', async () => {
    const error = await problemError(401);
    await renderInTestApp(<FailureAlert error={error} />);

    expect(
      await screen.findByRole('link', { name: /Sign in \(new tab\)/ }),
    ).toHaveAttribute('target', '_blank');
    expect(screen.getByRole('alert')).toHaveTextContent(/stays here/);
  });

  it('says that the connection is lost, not what the transport said', async () => {
    const error = new ServiceUnavailableError('ECONN', new Error('fetch'));
    await renderInTestApp(<FailureAlert error={error} />);

    expect(
      await screen.findByText('No connection to the control plane'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/ECONN/)).not.toBeInTheDocument();
  });

  it('goes when it is dismissed', async () => {
    const onDismiss = jest.fn();
    await renderInTestApp(
      <FailureAlert error={new Error('odd')} onDismiss={onDismiss} />,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Dismiss' }),
    );
    expect(onDismiss).toHaveBeenCalledTimes(1);
  });
});
