import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Container,
  Flex,
  Header,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useSearchParams } from 'react-router-dom';
import { useApprovalCount } from '../../hooks/useApprovalCount';
import { decideTexts } from '../../translation';
import { ApprovalTable } from '../ApprovalTable';
import { MoreButton } from '../MoreButton';
import { EmptyInbox } from './EmptyInbox';
import { InboxSkeleton } from './InboxSkeleton';

type Scope = 'decidable' | 'visible';

/** Revisions that wait for a decision, the oldest first: the caller's own to decide, or all that the caller may see. */
export function ApprovalInbox() {
  const { t } = useTranslationRef(decideTexts);
  const [search, setSearch] = useSearchParams();
  // In the address, so that a link and the way back show the same.
  const scope: Scope =
    search.get('scope') === 'visible' ? 'visible' : 'decidable';
  const setScope = (next: Scope) =>
    setSearch(next === 'visible' ? { scope: next } : {}, { replace: true });
  const approvals = useLoadedPages(
    ['approvals', scope],
    (api, cursor, signal) => api.listApprovals({ scope, cursor }, { signal }),
    { live: 'all' },
  );
  const waiting = useApprovalCount({ isDecider: true });
  const count =
    waiting > 0
      ? t('decide.inbox.waiting', { count: waiting })
      : t('decide.inbox.noneWaiting');
  return (
    <>
      <Header
        title={scope === 'visible' ? t('decide.inbox.titleVisible') : count}
        description={
          scope === 'visible' ? count : t('decide.inbox.description')
        }
        customActions={
          <ToggleButtonGroup
            aria-label={t('decide.inbox.scope.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[scope]}
            onSelectionChange={keys =>
              setScope(keys.has('visible') ? 'visible' : 'decidable')
            }
          >
            <ToggleButton id="decidable">
              {t('decide.inbox.scope.decidable')}
            </ToggleButton>
            <ToggleButton id="visible">
              {t('decide.inbox.scope.visible')}
            </ToggleButton>
          </ToggleButtonGroup>
        }
      />
      <Container>
        <LoadedContent loaded={approvals} skeleton={<InboxSkeleton />}>
          {value =>
            value.length === 0 ? (
              <EmptyInbox
                scope={scope}
                onShowVisible={() => setScope('visible')}
              />
            ) : (
              <Flex direction="column" gap="4">
                <ApprovalTable
                  approvals={value}
                  withVerdict={scope === 'visible'}
                />
                <MoreButton pages={approvals} />
              </Flex>
            )
          }
        </LoadedContent>
      </Container>
    </>
  );
}
