import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Container,
  Switch,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  isTerminalPhase,
  REQUEST_PHASES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
  RequestTable,
  useCaller,
  useControlPlaneLinks,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiAddLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { Teams, useTeams } from '../../catalog/useTeams';
import { offerTexts } from '../../translation';
import styles from './MyRequests.module.css';

const PAGE_SIZE = 50;
const LIVING = REQUEST_PHASES.filter(phase => !isTerminalPhase(phase));

const COLUMNS = [
  'name',
  'phase',
  'app',
  'classAndRegion',
  'lease',
  'price',
  'updatedAt',
] as const;

/** What the signed-in user asked for, or what their teams have. */
export function MyRequests() {
  const { t } = useTranslationRef(offerTexts);
  const links = useControlPlaneLinks();
  const [query, setQuery] = useSearchParams();
  const ofTeams = query.get('of') === 'teams';
  const withEnded = query.get('ended') === 'true';
  const show = (next: { ofTeams: boolean; withEnded: boolean }) =>
    setQuery(
      {
        ...(next.ofTeams ? { of: 'teams' } : {}),
        ...(next.withEnded ? { ended: 'true' } : {}),
      },
      { replace: true },
    );
  return (
    <Container py="4">
      <div className={styles.page}>
        <div className={styles.bar}>
          <div className={styles.choices}>
            <ToggleButtonGroup
              aria-label={t('offer.mine.scope')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[ofTeams ? 'teams' : 'me']}
              onSelectionChange={keys =>
                show({ ofTeams: keys.has('teams'), withEnded })
              }
            >
              <ToggleButton id="me">{t('offer.mine.byMe')}</ToggleButton>
              <ToggleButton id="teams">{t('offer.mine.byTeams')}</ToggleButton>
            </ToggleButtonGroup>
            <Switch
              label={t('offer.mine.ended')}
              isSelected={withEnded}
              onChange={isOn => show({ ofTeams, withEnded: isOn })}
            />
          </div>
          <ButtonLink
            href={`${links.root()}/classes`}
            iconStart={<RiAddLine />}
          >
            {t('offer.mine.new')}
          </ButtonLink>
        </div>
        {ofTeams ? (
          <OfTeams withEnded={withEnded} />
        ) : (
          <OfMe withEnded={withEnded} />
        )}
      </div>
    </Container>
  );
}

function OfMe(props: { withEnded: boolean }) {
  const caller = useCaller();
  return (
    <LoadedContent loaded={caller}>
      {({ subject }) => (
        <Requests
          filter={{ requester: [subject] }}
          withEnded={props.withEnded}
        />
      )}
    </LoadedContent>
  );
}

function OfTeams(props: { withEnded: boolean }) {
  const { t } = useTranslationRef(offerTexts);
  const teams = useTeams();
  return (
    <LoadedContent loaded={teams}>
      {({ own }: Teams) =>
        own.length === 0 ? (
          <EmptyPanel title={t('offer.mine.noneOfTeams')} />
        ) : (
          // The API takes twenty teams at once; hardly anybody is in more.
          <Requests
            filter={{ team: own.slice(0, 20) }}
            withEnded={props.withEnded}
          />
        )
      }
    </LoadedContent>
  );
}

function Requests(props: {
  filter: { requester: string[] } | { team: string[] };
  withEnded: boolean;
}) {
  const { filter, withEnded } = props;
  const { t } = useTranslationRef(offerTexts);
  const requests = useLoadedPages(
    ['my-requests', JSON.stringify(filter), withEnded],
    (api, cursor, signal) =>
      api.listRequests(
        {
          ...filter,
          ...(withEnded ? {} : { phase: LIVING }),
          limit: PAGE_SIZE,
          cursor,
        },
        { signal },
      ),
    { live: 'all' },
  );
  return (
    <LoadedContent loaded={requests}>
      {items =>
        items.length === 0 ? (
          <NoRequests isMine={'requester' in filter} withEnded={withEnded} />
        ) : (
          <>
            <div className={styles.scroll}>
              <RequestTable requests={items} columns={COLUMNS} />
            </div>
            {requests.status === 'ready' && requests.hasMore && (
              <div className={styles.more}>
                <Button
                  variant="secondary"
                  isPending={requests.loadingMore}
                  onPress={requests.loadMore}
                >
                  {t('offer.mine.more')}
                </Button>
              </div>
            )}
          </>
        )
      }
    </LoadedContent>
  );
}

function NoRequests(props: { isMine: boolean; withEnded: boolean }) {
  const { t } = useTranslationRef(offerTexts);
  const links = useControlPlaneLinks();
  if (!props.isMine) {
    return <EmptyPanel title={t('offer.mine.noneOfTeams')} />;
  }
  return (
    <EmptyPanel
      title={props.withEnded ? t('offer.mine.empty') : t('offer.mine.noneLive')}
      description={t('offer.mine.emptyHint')}
      action={
        <ButtonLink href={`${links.root()}/classes`}>
          {t('offer.mine.browse')}
        </ButtonLink>
      }
    />
  );
}
