import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  deleteRequestBodySchema,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ReasonDialog,
  requestName,
  useAction,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useClass } from '../../hooks/useClass';
import { requestTexts } from '../../translation';
import styles from './RequestOverview.module.css';

const TOAST_MS = 8_000;

/** Asks why, and for the name, before a request is ended; says first what will happen. */
export function DeleteDialog(props: {
  request: EnvironmentRequest;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { request, isOpen, onClose } = props;
  const { t } = useTranslationRef(requestTexts);
  const toasts = useApi(toastApiRef);
  const reloadShown = useReloadShown();
  const name = requestName(request);
  const action = useAction((api, reason: string | undefined) =>
    api.deleteRequest(request.id, { reason }),
  );
  const close = () => {
    action.reset();
    onClose();
  };
  const submit = async (reason: string | undefined) => {
    const end = await action.run(reason);
    reloadShown();
    if (end.status === 'done') {
      const waits = end.value.openRevisions.some(
        open => open.action === 'delete' && open.state === 'pending_approval',
      );
      toasts.post({
        title: waits
          ? t('request.danger.asked', { name })
          : t('request.danger.started', { name }),
        status: 'success',
        timeout: TOAST_MS,
      });
      close();
    }
  };
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={close}
      title={t('request.danger.dialogTitle', { name })}
      confirmLabel={t('request.danger.confirm')}
      tone="danger"
      typedName={name}
      reason={{
        label: t('request.danger.reason'),
        description: t('request.danger.reasonHint'),
        schema: deleteRequestBodySchema.shape.reason,
      }}
      action={action.state}
      onReload={reloadShown}
      onSubmit={submit}
    >
      <Consequences request={request} />
    </ReasonDialog>
  );
}

/** What a deletion will do. */
function Consequences({ request }: { request: EnvironmentRequest }) {
  const { t } = useTranslationRef(requestTexts);
  const environmentClass = useClass(request.class.name);
  const needsApproval =
    environmentClass.status === 'ready'
      ? environmentClass.value.approval.requiredFor.includes('delete')
      : undefined;
  return (
    <ul className={styles.consequences}>
      {request.published ? (
        <>
          <li>{t('request.danger.files', { path: request.path })}</li>
          <li>
            {t('request.danger.namespaces', {
              count: request.namespaces.length,
            })}{' '}
            <span className={styles.code}>{request.namespaces.join(', ')}</span>
          </li>
        </>
      ) : (
        <li>{t('request.danger.noFiles')}</li>
      )}
      {request.openRevisions.length > 0 && <li>{t('request.danger.open')}</li>}
      {needsApproval !== undefined && (
        <li>
          {needsApproval
            ? t('request.danger.needsApproval', { name: request.class.name })
            : t('request.danger.noApproval')}
        </li>
      )}
      <li>{t('request.danger.forGood')}</li>
    </ul>
  );
}
