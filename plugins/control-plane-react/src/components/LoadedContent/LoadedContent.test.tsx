import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Loaded } from '../../load/Loaded';
import { problemError } from '../../testUtils';
import { LoadedContent } from './LoadedContent';

function show(loaded: Loaded<string>) {
  return renderInTestApp(
    <LoadedContent loaded={loaded}>{value => <p>{value}</p>}</LoadedContent>,
  );
}

describe('LoadedContent', () => {
  it('says that it is loading', async () => {
    await show({ status: 'loading' });
    expect(await screen.findByText('Loading')).toHaveAttribute(
      'role',
      'status',
    );
  });

  it('shows the value', async () => {
    await show({
      status: 'ready',
      value: 'here',
      refreshing: false,
      refresh: () => {},
    });
    expect(await screen.findByText('here')).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('shows an old value with a note and a way to refresh it', async () => {
    const refresh = jest.fn();
    await show({
      status: 'ready',
      value: 'here',
      refreshing: false,
      staleError: new Error('lost'),
      refresh,
    });

    expect(await screen.findByText('here')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent(/out of date/);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it.each([
    [401, 'Your session has ended', 'button', 'Sign in again'],
    [403, 'You may not see this', 'link', 'To the control plane'],
    [404, 'Nothing found here', 'link', 'To the control plane'],
    [409, 'Somebody was faster', 'button', 'Show the newest state'],
    [412, 'It has changed meanwhile', 'button', 'Show the newest state'],
    [503, 'The control plane is busy or restarting', 'button', 'Try again'],
    [500, 'Something went wrong', 'button', 'Try again'],
  ])(
    'names a failure of status %s and the way on',
    async (status, title, role, way) => {
      await show({
        status: 'failed',
        error: await problemError(status),
        retry: () => {},
      });

      expect(
        await screen.findByRole('heading', { name: title }),
      ).toBeInTheDocument();
      expect(screen.getByRole(role, { name: way })).toBeInTheDocument();
      expect(screen.getByRole('alert')).toHaveTextContent(title);
    },
  );

  it('retries a failed load when asked to', async () => {
    const retry = jest.fn();
    await show({ status: 'failed', error: new Error('odd'), retry });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );

    expect(retry).toHaveBeenCalledTimes(1);
    expect(screen.getByText('odd')).toBeInTheDocument();
  });
});
