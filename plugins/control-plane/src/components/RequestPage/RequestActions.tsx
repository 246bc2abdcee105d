import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Skeleton, Text } from '@backstage/ui';
import {
  EnvironmentRequest,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FailureAlert,
  Loaded,
  useAction,
  useControlPlaneLinks,
  useReloadShown,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { ActionButton } from './ActionButton';
import styles from './RequestPage.module.css';
import { RequestTask } from './useRequestAddress';
import { verdictOn } from './useVerdicts';

const TOAST_MS = 5_000;

/** The buttons for what the caller may do; what is not allowed says why. */
export function RequestActions(props: {
  request: EnvironmentRequest;
  verdicts: Loaded<RequestActionVerdict[]>;
  onTask: (task: RequestTask) => void;
}) {
  const { request, verdicts, onTask } = props;
  const { t } = useTranslationRef(requestTexts);
  const links = useControlPlaneLinks();
  switch (verdicts.status) {
    case 'loading':
      return <Skeleton width={280} height={32} />;
    case 'failed':
      return (
        <span className={styles.actions}>
          <Text color="secondary">{t('request.action.failed')}</Text>
          <Button size="small" variant="tertiary" onPress={verdicts.retry}>
            {t('request.action.retry')}
          </Button>
        </span>
      );
    case 'ready': {
      const decidable = verdicts.value.find(
        ({ action, allowed }) => action === 'approve' && allowed,
      );
      return (
        <div
          className={styles.actions}
          role="group"
          aria-label={t('request.action.label')}
        >
          {decidable?.generation !== undefined && (
            <ButtonLink
              variant="primary"
              href={links.approval(request.id, decidable.generation)}
            >
              {t('request.action.decide')}
            </ButtonLink>
          )}
          <ActionButton
            verdict={verdictOn(verdicts, 'update')}
            label={t('request.action.update')}
            onPress={() => onTask('change')}
          />
          <ActionButton
            verdict={verdictOn(verdicts, 'extend')}
            label={t('request.action.extend')}
            onPress={() => onTask('extend')}
          />
          <ReconcileButton
            id={request.id}
            verdict={verdictOn(verdicts, 'reconcile')}
          />
        </div>
      );
    }
    default: {
      const unreachable: never = verdicts;
      return unreachable;
    }
  }
}

function ReconcileButton(props: {
  id: string;
  verdict: RequestActionVerdict | undefined;
}) {
  const { t } = useTranslationRef(requestTexts);
  const toasts = useApi(toastApiRef);
  const reloadShown = useReloadShown();
  const action = useAction(api => api.reconcileRequest(props.id));
  const start = async () => {
    const end = await action.run();
    if (end.status === 'done') {
      toasts.post({
        title: t('request.action.reconciled'),
        status: 'success',
        timeout: TOAST_MS,
      });
    }
    reloadShown();
  };
  return (
    <>
      <ActionButton
        verdict={props.verdict}
        label={t('request.action.reconcile')}
        isPending={action.state.status === 'running'}
        onPress={start}
      />
      {action.state.status === 'failed' && (
        <div className={styles.actionFailure}>
          <FailureAlert error={action.state.error} onDismiss={action.reset} />
        </div>
      )}
    </>
  );
}
