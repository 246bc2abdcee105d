import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  EnvironmentRequest,
  isTerminalPhase,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Loaded } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { ActionButton } from '../RequestPage/ActionButton';
import { RequestAddress } from '../RequestPage/useRequestAddress';
import { verdictOn } from '../RequestPage/useVerdicts';
import { DeleteDialog } from './DeleteDialog';
import styles from './RequestOverview.module.css';

/** Where one ends a request; gone when it has ended. */
export function DangerZone(props: {
  request: EnvironmentRequest;
  verdicts: Loaded<RequestActionVerdict[]>;
  address: RequestAddress;
}) {
  const { request, verdicts, address } = props;
  const { t } = useTranslationRef(requestTexts);
  const verdict = verdictOn(verdicts, 'delete');
  if (!verdict || isTerminalPhase(request.phase)) {
    return null;
  }
  return (
    <section className={styles.danger} aria-label={t('request.danger.title')}>
      <div className={styles.dangerWords}>
        <Text as="h3" variant="body-large" weight="bold">
          {t('request.danger.title')}
        </Text>
        <Text as="p" color="secondary">
          {request.published
            ? t('request.danger.description')
            : t('request.danger.unpublished')}
        </Text>
      </div>
      <ActionButton
        verdict={verdict}
        label={t('request.danger.button')}
        destructive
        onPress={() => address.setTask('delete')}
      />
      <DeleteDialog
        request={request}
        isOpen={verdict.allowed && address.task === 'delete'}
        onClose={() => address.setTask(undefined)}
      />
    </section>
  );
}
