import { Button, Flex } from '@backstage/ui';
import { rejectBodySchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useState } from 'react';
import { ConfirmDialog, ReasonDialog } from '../src';
import { Part } from './Part';

/** Questions before something is done. */
export function DialogParts() {
  const [open, setOpen] = useState<'confirm' | 'reason'>();
  const close = () => setOpen(undefined);
  return (
    <Part name="ConfirmDialog and ReasonDialog">
      <Flex gap="2">
        <Button onPress={() => setOpen('confirm')}>ConfirmDialog</Button>
        <Button onPress={() => setOpen('reason')}>ReasonDialog</Button>
      </Flex>
      <ConfirmDialog
        isOpen={open === 'confirm'}
        onClose={close}
        title="Delete the environment?"
        confirmLabel="Delete"
        tone="danger"
        typedName="payments/checkout"
        onConfirm={close}
      >
        Its folder leaves the branch, and the cluster follows.
      </ConfirmDialog>
      <ReasonDialog
        isOpen={open === 'reason'}
        onClose={close}
        title="Reject the request?"
        confirmLabel="Reject"
        reason={{ label: 'Why', schema: rejectBodySchema.shape.comment }}
        onSubmit={close}
      />
    </Part>
  );
}
