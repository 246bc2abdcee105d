import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { EntityScope, useEntityScope } from '../../hooks/useEntityScope';
import { entityTexts } from '../../translation';
import { ApprovalTable } from '../ApprovalTable';
import { MoreButton } from '../MoreButton';
import { ScreenSection } from '../ScreenSection';
import { DecisionTable } from './DecisionTable';

/** What waits for a decision about an environment, or about those of a component, and what has been decided. */
export function EntityApprovals() {
  const scope = useEntityScope();
  return (
    <Flex direction="column" gap="4">
      <Waiting scope={scope} />
      <Past scope={scope} />
    </Flex>
  );
}

function Waiting({ scope }: { scope: EntityScope }) {
  const { t } = useTranslationRef(entityTexts);
  const waiting = useLoadedPages(
    ['entity-approvals', scope],
    (api, cursor, signal) =>
      api.listApprovals(
        { scope: 'visible', ...filterOf(scope), cursor },
        { signal },
      ),
    { live: 'all' },
  );
  return (
    <ScreenSection title={t('entity.approvals.waiting')}>
      <LoadedContent loaded={waiting}>
        {value =>
          value.length === 0 ? (
            <Text color="secondary">{t('entity.approvals.nothingWaits')}</Text>
          ) : (
            <ApprovalTable approvals={value} withVerdict />
          )
        }
      </LoadedContent>
      <MoreButton pages={waiting} />
    </ScreenSection>
  );
}

function Past({ scope }: { scope: EntityScope }) {
  const { t } = useTranslationRef(entityTexts);
  const decisions = useLoadedPages(
    ['entity-decisions', scope],
    (api, cursor, signal) =>
      api.listDecisions({ ...filterOf(scope), cursor }, { signal }),
    { live: scope.kind === 'request' ? scope : 'all' },
  );
  return (
    <ScreenSection title={t('entity.approvals.past')}>
      <LoadedContent loaded={decisions}>
        {value =>
          value.length === 0 ? (
            <Text color="secondary">{t('entity.approvals.nothingPast')}</Text>
          ) : (
            <DecisionTable decisions={value} />
          )
        }
      </LoadedContent>
      <MoreButton pages={decisions} />
    </ScreenSection>
  );
}

function filterOf(scope: EntityScope) {
  return scope.kind === 'request'
    ? { requestId: scope.requestId }
    : { app: scope.app };
}
