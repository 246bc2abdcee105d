import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  isTerminalPhase,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ConditionList,
  Loaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { RequestAddress } from '../RequestPage/useRequestAddress';
import { ScreenSection } from '../ScreenSection';
import { AskedFacts } from './AskedFacts';
import { DangerZone } from './DangerZone';
import { EndNote } from './EndNote';
import { GitFacts } from './GitFacts';
import { NamespaceList } from './NamespaceList';
import { ProgressNote } from './ProgressNote';
import styles from './RequestOverview.module.css';
import { RequestTimeline } from './RequestTimeline';

/** Where a request stands and why it waits, what it has, and how to end it. */
export function RequestOverview(props: {
  request: EnvironmentRequest;
  verdicts: Loaded<RequestActionVerdict[]>;
  address: RequestAddress;
}) {
  const { request, verdicts, address } = props;
  const { t } = useTranslationRef(requestTexts);
  return (
    <div className={styles.overview}>
      <div className={styles.wide}>
        <EndNote request={request} />
        <ProgressNote request={request} />
      </div>
      <div className={styles.column}>
        <ScreenSection title={t('request.overview.timeline')}>
          <RequestTimeline request={request} />
        </ScreenSection>
        <ScreenSection title={t('request.overview.asked')}>
          <AskedFacts request={request} />
        </ScreenSection>
      </div>
      <div className={styles.column}>
        <ScreenSection title={t('request.overview.conditions')}>
          <ConditionList conditions={request.conditions} />
        </ScreenSection>
        <ScreenSection title={t('request.overview.git')}>
          <GitFacts request={request} />
        </ScreenSection>
        {!isTerminalPhase(request.phase) && (
          <ScreenSection title={t('request.overview.namespaces')}>
            <NamespaceList names={request.namespaces} />
          </ScreenSection>
        )}
      </div>
      <div className={styles.wide}>
        <DangerZone request={request} verdicts={verdicts} address={address} />
      </div>
    </div>
  );
}
