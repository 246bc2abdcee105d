import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  isTerminalPhase,
  REQUEST_PHASES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  RequestTable,
  useCaller,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiAddLine, RiServerLine } from '@remixicon/react';
import { useState } from 'react';
import { entityTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import styles from './EntityEnvironments.module.css';
import { RequestActionsMenu } from './RequestActionsMenu';
import { useAskHref } from './useAskHref';

const LIVE_PHASES = REQUEST_PHASES.filter(phase => !isTerminalPhase(phase));

/** The environments of a component: what there is, what may be done with it, and the way to a new one. */
export function EntityEnvironments() {
  const { t } = useTranslationRef(entityTexts);
  const { entity } = useEntity();
  const app = entity.metadata.name;
  const [withEnded, setWithEnded] = useState(false);
  const caller = useCaller();
  const mayAsk = caller.status !== 'ready' || caller.value.create.length > 0;
  const askHref = useAskHref();
  const requests = useLoadedPages(
    ['entity-requests', app, withEnded],
    (api, cursor, signal) =>
      api.listRequests(
        { app, cursor, ...(withEnded ? {} : { phase: [...LIVE_PHASES] }) },
        { signal },
      ),
    { live: 'all' },
  );
  const askButton = mayAsk ? (
    <ButtonLink
      variant="primary"
      href={askHref}
      iconStart={<RiAddLine aria-hidden />}
    >
      {t('entity.environments.ask')}
    </ButtonLink>
  ) : undefined;
  return (
    <Flex direction="column" gap="4">
      <div className={styles.bar}>
        <Text color="secondary">{t('entity.environments.description')}</Text>
        <div className={styles.choices}>
          <ToggleButtonGroup
            aria-label={t('entity.environments.scope.label')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[withEnded ? 'all' : 'live']}
            onSelectionChange={keys => setWithEnded(keys.has('all'))}
          >
            <ToggleButton id="live">
              {t('entity.environments.scope.live')}
            </ToggleButton>
            <ToggleButton id="all">
              {t('entity.environments.scope.all')}
            </ToggleButton>
          </ToggleButtonGroup>
          {askButton}
        </div>
      </div>
      <LoadedContent loaded={requests}>
        {value =>
          value.length === 0 ? (
            <EmptyPanel
              icon={<RiServerLine size={28} />}
              title={t('entity.environments.empty.title')}
              description={
                mayAsk
                  ? t('entity.environments.empty.description')
                  : t('entity.environments.empty.descriptionReader')
              }
            />
          ) : (
            <Flex direction="column" gap="4">
              <RequestTable
                requests={value}
                rowActions={request => <RequestActionsMenu request={request} />}
              />
              <MoreButton pages={requests} />
            </Flex>
          )
        }
      </LoadedContent>
    </Flex>
  );
}
