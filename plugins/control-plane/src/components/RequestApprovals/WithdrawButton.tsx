import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RequestActionVerdict,
  Revision,
  withdrawBodySchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ReasonDialog,
  useAction,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useState } from 'react';
import { requestTexts } from '../../translation';
import { ActionButton } from '../RequestPage/ActionButton';

const TOAST_MS = 5_000;

/** Takes an open revision back, after a question why. */
export function WithdrawButton(props: {
  revision: Revision;
  verdict: RequestActionVerdict | undefined;
}) {
  const { requestId, generation } = props.revision;
  const { t } = useTranslationRef(requestTexts);
  const toasts = useApi(toastApiRef);
  const reloadShown = useReloadShown();
  const [isOpen, setOpen] = useState(false);
  const action = useAction((api, comment: string | undefined) =>
    api.withdrawRequest(requestId, { generation, comment }),
  );
  const close = () => {
    action.reset();
    setOpen(false);
  };
  const submit = async (comment: string | undefined) => {
    const end = await action.run(comment);
    reloadShown();
    if (end.status === 'done') {
      toasts.post({
        title: t('request.approvals.withdrawn', {
          generation: String(generation),
        }),
        status: 'success',
        timeout: TOAST_MS,
      });
      close();
    }
  };
  return (
    <>
      <ActionButton
        verdict={props.verdict}
        label={t('request.approvals.withdraw')}
        onPress={() => setOpen(true)}
      />
      <ReasonDialog
        isOpen={isOpen}
        onClose={close}
        title={t('request.approvals.withdrawTitle', {
          generation: String(generation),
        })}
        confirmLabel={t('request.approvals.withdraw')}
        tone="danger"
        reason={{
          label: t('request.approvals.withdrawComment'),
          schema: withdrawBodySchema.shape.comment,
        }}
        action={action.state}
        onReload={close}
        onSubmit={submit}
      >
        <Text as="p">{t('request.approvals.withdrawHint')}</Text>
      </ReasonDialog>
    </>
  );
}
