import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  EmptyPanel,
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiGitBranchLine } from '@remixicon/react';
import { useEntityScope } from '../../hooks/useEntityScope';
import { entityTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import { DriftTable } from './DriftTable';

/** What others edited in Git below an environment, or below those of a component; what has been resolved too. */
export function EntityDrift() {
  const { t } = useTranslationRef(entityTexts);
  const scope = useEntityScope();
  const drift = useLoadedPages(
    ['entity-drift', scope],
    (api, cursor, signal) =>
      scope.kind === 'request'
        ? api.listRequestDrift(scope.requestId, { cursor }, { signal })
        : api.listDrift({ app: scope.app, all: true, cursor }, { signal }),
    { live: scope.kind === 'request' ? scope : 'all' },
  );
  return (
    <LoadedContent loaded={drift}>
      {value =>
        value.length === 0 ? (
          <EmptyPanel
            icon={<RiGitBranchLine size={28} />}
            title={t('entity.drift.empty.title')}
            description={t('entity.drift.empty.description')}
          />
        ) : (
          <Flex direction="column" gap="4">
            <Text as="p" color="secondary">
              {t('entity.drift.description')}
            </Text>
            <DriftTable drift={value} withRequest={scope.kind === 'app'} />
            <MoreButton pages={drift} />
          </Flex>
        )
      }
    </LoadedContent>
  );
}
