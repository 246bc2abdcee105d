import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Text } from '@backstage/ui';
import {
  EnvironmentRequest,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FactList,
  Loaded,
  PhaseChip,
  RequestMarks,
  requestName,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { RequestActions } from './RequestActions';
import styles from './RequestPage.module.css';
import { RequestTask } from './useRequestAddress';
import { useHeaderFacts } from './useHeaderFacts';

/** What the request is, where it stands, and what one may do with it. */
export function RequestHeader(props: {
  request: EnvironmentRequest;
  verdicts: Loaded<RequestActionVerdict[]>;
  /** Nothing is offered while one does something already. */
  withActions: boolean;
  onTask: (task: RequestTask) => void;
}) {
  const { request, verdicts, withActions, onTask } = props;
  const { t } = useTranslationRef(requestTexts);
  const links = useControlPlaneLinks();
  const facts = useHeaderFacts(request);
  const name = requestName(request);
  return (
    <header className={styles.header}>
      <nav aria-label={t('request.breadcrumb')} className={styles.breadcrumb}>
        <Link href={`${links.root()}/requests`}>{t('request.myRequests')}</Link>
        <span aria-hidden="true">/</span>
        <span aria-current="page">{name}</span>
      </nav>
      <div className={styles.titleRow}>
        <Text as="h2" variant="title-small" className={styles.name}>
          {name}
        </Text>
        <span className={styles.chips}>
          <PhaseChip phase={request.phase} conditions={request.conditions} />
          <RequestMarks request={request} />
        </span>
        {withActions && request.phase !== 'deleted' && (
          <RequestActions
            request={request}
            verdicts={verdicts}
            onTask={onTask}
          />
        )}
      </div>
      {request.phase === 'deleted' && (
        <Alert
          status="info"
          icon
          title={t('request.end.deleted')}
          description={t('request.deletedHint')}
        />
      )}
      <FactList facts={facts} />
    </header>
  );
}
