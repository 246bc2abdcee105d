import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  rejectBodySchema,
  withdrawBodySchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { ActionState } from '../../hooks/useAction';
import { ConfirmDialog } from './ConfirmDialog';
import { ReasonDialog } from './ReasonDialog';

function Confirmed(props: {
  typedName?: string;
  action?: ActionState<unknown>;
  onConfirm?: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="Delete it?"
        confirmLabel="Delete"
        tone="danger"
        typedName={props.typedName}
        action={props.action}
        onConfirm={props.onConfirm ?? (() => {})}
      >
        It is torn down.
      </ConfirmDialog>
    </>
  );
}

async function open(element: JSX.Element) {
  await renderInTestApp(element);
  await userEvent.click(await screen.findByRole('button', { name: 'Open' }));
  return screen.findByRole('dialog', { name: 'Delete it?' });
}

describe('ConfirmDialog', () => {
  it('says what will happen and does it on confirmation', async () => {
    const onConfirm = jest.fn();
    const dialog = await open(<Confirmed onConfirm={onConfirm} />);
    expect(dialog).toHaveTextContent('It is torn down.');

    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('wants the name typed, and says what was typed instead', async () => {
    const onConfirm = jest.fn();
    await open(<Confirmed typedName="checkout-1" onConfirm={onConfirm} />);
    const field = screen.getByRole('textbox', { name: /checkout-1/ });

    await userEvent.type(field, 'checkout-2');
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(
      screen.getByText('expected "checkout-1", got "checkout-2"'),
    ).toBeInTheDocument();

    await userEvent.clear(field);
    await userEvent.type(field, 'checkout-1{Enter}');
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });

  it('closes on Escape and gives the focus back', async () => {
    await open(<Confirmed />);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus(),
    );
  });

  it('stays open while the call is under way', async () => {
    const onConfirm = jest.fn();
    await open(
      <Confirmed action={{ status: 'running' }} onConfirm={onConfirm} />,
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
  });

  it('shows why the call failed', async () => {
    await open(
      <Confirmed action={{ status: 'failed', error: new Error('Too late') }} />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent('Too late');
  });
});

function Asked(props: {
  optional?: boolean;
  onSubmit: (text: string | undefined) => void;
}) {
  const { comment } = props.optional
    ? withdrawBodySchema.shape
    : rejectBodySchema.shape;
  return (
    <ReasonDialog
      isOpen
      onClose={() => {}}
      title="Reject"
      confirmLabel="Reject it"
      reason={{ label: 'Why', schema: comment }}
      onSubmit={props.onSubmit}
    />
  );
}

describe('ReasonDialog', () => {
  it('wants a text where the API wants one, in its words', async () => {
    const onSubmit = jest.fn();
    await renderInTestApp(<Asked onSubmit={onSubmit} />);
    const confirm = await screen.findByRole('button', { name: 'Reject it' });

    await userEvent.click(confirm);
    expect(onSubmit).not.toHaveBeenCalled();
    expect(
      screen.getByText('expected at least 1 character, got ""'),
    ).toBeInTheDocument();

    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'Dear');
    expect(screen.queryByText(/expected/)).not.toBeInTheDocument();
    await userEvent.click(confirm);
    expect(onSubmit).toHaveBeenCalledWith('Dear');
  });

  it('sends nothing for a text that may be left out', async () => {
    const onSubmit = jest.fn();
    await renderInTestApp(<Asked optional onSubmit={onSubmit} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject it' }),
    );
    expect(onSubmit).toHaveBeenCalledWith(undefined);
  });
});
