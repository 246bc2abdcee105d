import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { SignInPage } from './SignInPage';

const refreshUrl = 'http://localhost:7007/api/auth/control-plane-demo/refresh';

function session(userEntityRef: string) {
  const claims = {
    sub: userEntityRef,
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  return {
    profile: {},
    backstageIdentity: {
      token: `header.${btoa(JSON.stringify(claims))}.signature`,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, 'group:default/platform'],
      },
    },
  };
}

function jsonResponse(status: number, body: object) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

function renderPage(environment = 'development') {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  const rendered = renderInTestApp(
    <SignInPage onSignInSuccess={onSignInSuccess} />,
    {
      config: { auth: { environment } },
      apis: [mockApis.discovery({ baseUrl: 'http://localhost:7007' })],
    },
  );
  return { onSignInSuccess, ...rendered };
}

async function signedInIdentity(
  onSignInSuccess: jest.Mock<void, [IdentityApi]>,
) {
  await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  return onSignInSuccess.mock.calls[0][0];
}

describe('SignInPage', () => {
  const fetchMock = jest.spyOn(global, 'fetch');

  beforeEach(() => {
    sessionStorage.clear();
    fetchMock.mockReset();
  });

  it('offers the four people', async () => {
    renderPage();

    const names = (await screen.findAllByRole('button')).map(button =>
      button.getAttribute('aria-label'),
    );

    expect(names).toEqual([
      'Sign in as Vera Lindqvist, Viewer',
      'Sign in as Remy Okafor, Requester',
      'Sign in as Ada Marchetti, Approver',
      'Sign in as Otto Brandt, Admin',
    ]);
  });

  it('signs in as whoever is chosen', async () => {
    fetchMock.mockResolvedValue(jsonResponse(200, session('user:default/ada')));
    const { onSignInSuccess } = renderPage();

    await userEvent.click(
      await screen.findByRole('button', { name: /Ada Marchetti/ }),
    );
    const identity = await signedInIdentity(onSignInSuccess);

    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toBe(refreshUrl);
    expect(new Headers(init?.headers).get('x-control-plane-demo-persona')).toBe(
      'approver',
    );
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/ada',
    });
  });

  it('signs in again by itself after a reload', async () => {
    fetchMock.mockImplementation(async () =>
      jsonResponse(200, session('user:default/vera')),
    );
    const before = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /Vera Lindqvist/ }),
    );
    await signedInIdentity(before.onSignInSuccess);
    before.unmount();

    const after = renderPage();
    const identity = await signedInIdentity(after.onSignInSuccess);

    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/vera',
    });
  });

  it('offers the people again after signing out', async () => {
    fetchMock.mockResolvedValue(
      jsonResponse(200, session('user:default/remy')),
    );
    const before = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /Remy Okafor/ }),
    );
    const identity = await signedInIdentity(before.onSignInSuccess);

    before.unmount();
    await identity.signOut();
    renderPage();

    expect(
      await screen.findByRole('button', { name: /Remy Okafor/ }),
    ).toBeInTheDocument();
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });

  it('shows why a sign-in failed and leads back to the choice', async () => {
    fetchMock.mockResolvedValue(
      jsonResponse(404, {
        error: { name: 'NotFoundError', message: 'The catalog has no Otto' },
        response: { statusCode: 404 },
      }),
    );
    const { onSignInSuccess } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: /Otto Brandt/ }),
    );

    expect(await screen.findByText('The catalog has no Otto')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose somebody else' }),
    );

    expect(
      await screen.findByRole('button', { name: /Otto Brandt/ }),
    ).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('offers nobody outside development', async () => {
    renderPage('production');

    expect(await screen.findByText('Nobody can sign in yet')).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
