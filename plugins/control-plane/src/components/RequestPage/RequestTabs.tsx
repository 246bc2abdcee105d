import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  EnvironmentRequest,
  RequestActionVerdict,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Loaded,
  REQUEST_TABS,
  RequestTab,
  useCaller,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { RequestApprovals } from '../RequestApprovals';
import { RequestAudit } from '../RequestAudit';
import { RequestChanges } from '../RequestChanges';
import { RequestDrift } from '../RequestDrift';
import { RequestJobs } from '../RequestJobs';
import { RequestManifests } from '../RequestManifests';
import { RequestOverview } from '../RequestOverview';
import styles from './RequestPage.module.css';
import { RequestAddress } from './useRequestAddress';

export interface RequestTabsProps {
  request: EnvironmentRequest;
  verdicts: Loaded<RequestActionVerdict[]>;
  address: RequestAddress;
}

/** The parts of the page; only the one in sight loads. */
export function RequestTabs(props: RequestTabsProps) {
  const { tab: shown, setTab } = props.address;
  const { t } = useTranslationRef(requestTexts);
  const tabs = useOfferedTabs(shown);
  const label = useTabLabel(props.request);
  return (
    <Tabs
      selectedKey={shown}
      onSelectionChange={key => {
        const chosen = REQUEST_TABS.find(tab => tab === key);
        if (chosen && chosen !== shown) {
          setTab(chosen);
        }
      }}
    >
      <TabList aria-label={t('request.tabs.label')}>
        {tabs.map(tab => (
          <Tab key={tab} id={tab}>
            {label(tab)}
          </Tab>
        ))}
      </TabList>
      {tabs.map(tab => (
        <TabPanel key={tab} id={tab} className={styles.panel}>
          {tab === shown && <Content tab={tab} {...props} />}
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** All tabs, without the audit for whom may not read it; who follows a link to it is told so. */
function useOfferedTabs(shown: RequestTab): readonly RequestTab[] {
  const caller = useCaller();
  const mayReadAudit = caller.status === 'ready' && caller.value.mayReadAudit;
  return REQUEST_TABS.filter(
    tab => tab !== 'audit' || mayReadAudit || shown === 'audit',
  );
}

function useTabLabel(request: EnvironmentRequest) {
  const { t } = useTranslationRef(requestTexts);
  const waiting = request.openRevisions.filter(
    ({ state }) => state === 'pending_approval',
  ).length;
  return (tab: RequestTab): string => {
    if (tab === 'drift' && request.driftedPaths > 0) {
      return t('request.tabs.driftCount', {
        number: String(request.driftedPaths),
      });
    }
    if (tab === 'approvals' && waiting > 0) {
      return t('request.tabs.approvalsCount', { number: String(waiting) });
    }
    return t(`request.tabs.${tab}`);
  };
}

function Content(props: RequestTabsProps & { tab: RequestTab }) {
  const { tab, request, verdicts, address } = props;
  switch (tab) {
    case 'overview':
      return (
        <RequestOverview
          request={request}
          verdicts={verdicts}
          address={address}
        />
      );
    case 'manifests':
      return <RequestManifests request={request} />;
    case 'changes':
      return <RequestChanges request={request} />;
    case 'drift':
      return <RequestDrift id={request.id} />;
    case 'approvals':
      return <RequestApprovals id={request.id} verdicts={verdicts} />;
    case 'jobs':
      return <RequestJobs id={request.id} verdicts={verdicts} />;
    case 'audit':
      return <RequestAudit id={request.id} />;
    default: {
      const unreachable: never = tab;
      return unreachable;
    }
  }
}
