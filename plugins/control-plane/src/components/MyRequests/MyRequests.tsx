import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonLink,
  Container,
  Switch,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  CallerRights,
  isTerminalPhase,
  REQUEST_PHASES,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Loaded,
  LoadedContent,
  RequestTable,
  useCaller,
  useControlPlaneLinks,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiAddLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { Teams, useTeams } from '../../catalog/useTeams';
import { mayCreate } from '../../present/creatable';
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
          <NewRequest />
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

/** The way to the classes, for those who may ask for one. */
function NewRequest() {
  const { t } = useTranslationRef(offerTexts);
  const links = useControlPlaneLinks();
  const caller = useCaller();
  switch (caller.status) {
    case 'loading':
      return null;
    case 'failed':
    case 'ready':
      return mayAsk(caller) ? (
        <ButtonLink href={`${links.root()}/classes`} iconStart={<RiAddLine />}>
          {t('offer.mine.new')}
        </ButtonLink>
      ) : (
        <Text color="secondary">{t('offer.mine.mayNot')}</Text>
      );
    default: {
      const unreachable: never = caller;
      return unreachable;
    }
  }
}

/** Rights that could not be read forbid nothing: the form then says what is wrong. */
function mayAsk(caller: Loaded<CallerRights>): boolean {
  return caller.status !== 'ready' || mayCreate(caller.value, {});
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
  const caller = useCaller();
  if (!props.isMine) {
    return <EmptyPanel title={t('offer.mine.noneOfTeams')} />;
  }
  const title = props.withEnded
    ? t('offer.mine.empty')
    : t('offer.mine.noneLive');
  if (!mayAsk(caller)) {
    return (
      <EmptyPanel title={title} description={t('offer.mine.mayNotHint')} />
    );
  }
  return (
    <EmptyPanel
      title={title}
      description={t('offer.mine.emptyHint')}
      action={
        <ButtonLink href={`${links.root()}/classes`}>
          {t('offer.mine.browse')}
        </ButtonLink>
      }
    />
  );
}
