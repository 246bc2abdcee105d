import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { TaggedRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  aClass,
  aPlan,
  aRequest,
  fakeControlPlaneApi,
  problemError,
} from '@platform-control-plane/backstage-plugin-control-plane-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { RequestChangeForm } from './RequestChangeForm';

const request = aRequest({ parameters: { replicas: 2 } });
const newer = aRequest({ ...request, owner: 'group:default/payments' });

const classWithParameters = aClass({
  parametersSchema: {
    type: 'object',
    properties: {
      replicas: { type: 'integer', title: 'Replicas', maximum: 5 },
    },
  },
});

/** The form with a button that stands for a change of the request by somebody else. */
function Harness({ onClose }: { onClose: () => void }) {
  const [tagged, setTagged] = useState<TaggedRequest>({ request, etag: '"3"' });
  return (
    <>
      <button
        type="button"
        onClick={() => setTagged({ request: newer, etag: '"4"' })}
      >
        Somebody changes it
      </button>
      <RequestChangeForm tagged={tagged} onClose={onClose} />
    </>
  );
}

async function show(overrides: Partial<ControlPlaneApi>) {
  const toasts = { post: jest.fn(() => ({ close: () => {} })) };
  const onClose = jest.fn();
  const api = fakeControlPlaneApi({
    getClass: async () => classWithParameters,
    planChange: async () => aPlan({ action: 'update' }),
    ...overrides,
  });
  const { unmount } = await renderInTestApp(<Harness onClose={onClose} />, {
    apis: [
      [controlPlaneApiRef, api],
      [toastApiRef, toasts],
    ],
  });
  await screen.findByRole('button', { name: 'Show the plan' });
  return { toasts, onClose, unmount };
}

const ownerField = () => screen.getByRole('textbox', { name: /Owner/ });

async function typeOwner(owner: string) {
  await userEvent.clear(ownerField());
  await userEvent.click(ownerField());
  await userEvent.paste(owner);
}

const press = (label: string) =>
  userEvent.click(screen.getByRole('button', { name: label }));

describe('RequestChangeForm', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('has what was typed when the page is loaded anew, until it is discarded', async () => {
    const { unmount } = await show({});
    await typeOwner('user:default/ada');
    unmount();

    const { unmount: leave, onClose } = await show({});
    expect(ownerField()).toHaveValue('user:default/ada');
    await press('Discard');
    expect(onClose).toHaveBeenCalled();
    leave();

    await show({});
    expect(ownerField()).toHaveValue('user:default/remy');
  });

  it('plans nothing while nothing differs', async () => {
    await show({});
    expect(
      screen.getByText('Nothing differs from what is in force yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Show the plan' }),
    ).toBeDisabled();
  });

  it('says what is wrong beside the field, before anything is sent', async () => {
    const planChange = jest.fn();
    await show({ planChange });
    await typeOwner('not a/valid/owner');
    await press('Show the plan');

    expect(
      screen.getByText(/expected an entity reference/),
    ).toBeInTheDocument();
    expect(planChange).not.toHaveBeenCalled();
  });

  it('shows the plan, then asks for the change under the tag that was read', async () => {
    const changeRequest = jest.fn(async () => ({ request }));
    const { toasts, onClose } = await show({ changeRequest });
    await typeOwner('user:default/ada');
    await press('Show the plan');
    expect(await screen.findByText('What it would do')).toBeInTheDocument();

    await press('Ask for this change');

    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(changeRequest).toHaveBeenCalledWith(
      request.id,
      { owner: 'user:default/ada' },
      { etag: '"3"' },
    );
    expect(toasts.post).toHaveBeenCalled();
  });

  it('keeps what was typed when somebody else changes the request, and shows what', async () => {
    const changeRequest = jest.fn(async () => ({ request: newer }));
    await show({ changeRequest });
    await typeOwner('user:default/ada');

    await press('Somebody changes it');

    expect(
      screen.getByText('owner: user:default/remy → group:default/payments'),
    ).toBeInTheDocument();
    expect(ownerField()).toHaveValue('user:default/ada');
    expect(
      screen.getByRole('button', { name: 'Show the plan' }),
    ).toBeDisabled();

    await press('Keep mine and go on');
    expect(ownerField()).toHaveValue('user:default/ada');
    await press('Show the plan');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for this change' }),
    );
    expect(changeRequest).toHaveBeenCalledWith(
      request.id,
      { owner: 'user:default/ada' },
      { etag: '"4"' },
    );
  });

  it('takes the newer values when asked to', async () => {
    await show({});
    await typeOwner('user:default/ada');
    await press('Somebody changes it');
    await press('Take the newer values');

    expect(ownerField()).toHaveValue('group:default/payments');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('goes back to the fields, untouched, when the API says that it has changed', async () => {
    const stale = await problemError(412, { detail: 'Read it again' });
    await show({
      changeRequest: async () => {
        throw stale;
      },
    });
    await typeOwner('user:default/ada');
    await press('Show the plan');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for this change' }),
    );

    expect(await screen.findByText('Read it again')).toBeInTheDocument();
    expect(ownerField()).toHaveValue('user:default/ada');
  });

  describe('when the class has changed since', () => {
    const replicas = () => screen.queryByRole('textbox', { name: /Replicas/ });
    const newest = aClass({
      revision: request.class.revision + 1,
      digest: `sha256:${'9'.repeat(64)}`,
      parametersSchema: {
        type: 'object',
        properties: { tier: { type: 'string', title: 'Tier' } },
      },
    });
    const getClass: ControlPlaneApi['getClass'] = async (_name, options) =>
      options?.digest === request.class.digest ? classWithParameters : newest;

    it('offers the parameters of the revision that the request keeps, and those of the newest once it moves', async () => {
      await show({ getClass });
      expect(replicas()).toBeInTheDocument();

      await userEvent.click(
        screen.getByRole('checkbox', { name: /Move to revision/ }),
      );

      expect(screen.getByRole('textbox', { name: /Tier/ })).toBeInTheDocument();
      expect(replicas()).not.toBeInTheDocument();
    });

    it('goes on when the class is not offered any more', async () => {
      const missing = await problemError(404, { detail: 'There is no class' });
      await show({
        getClass: async (name, options) => {
          if (!options?.digest) {
            throw missing;
          }
          return getClass(name, options);
        },
      });

      expect(replicas()).toBeInTheDocument();
      expect(screen.getByText(/is not offered any more/)).toBeInTheDocument();
    });
  });
});
