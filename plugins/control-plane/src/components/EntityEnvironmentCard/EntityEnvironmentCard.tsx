import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  CommitLink,
  ConditionList,
  Instant,
  LeaseText,
  LoadedContent,
  PhaseChip,
  Price,
  useControlPlaneLinks,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { entityTexts } from '../../translation';
import { NoRequest } from '../NoRequest';
import { useEntityRequestId } from '../../hooks/useEntityRequestId';
import styles from './EntityEnvironmentCard.module.css';

/** An environment at a glance, on its page in the catalog. */
export function EntityEnvironmentCard() {
  const { t } = useTranslationRef(entityTexts);
  const id = useEntityRequestId();
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('entity.card.title')}
        </Text>
      </CardHeader>
      {id === undefined ? (
        <CardBody>
          <NoRequest />
        </CardBody>
      ) : (
        <LoadedCard id={id} />
      )}
    </Card>
  );
}

function LoadedCard({ id }: { id: string }) {
  const { t } = useTranslationRef(entityTexts);
  const links = useControlPlaneLinks();
  const loaded = useLoaded(
    ['request', id],
    (api, signal) => api.getRequest(id, { signal }),
    { live: { requestId: id } },
  );
  return (
    <>
      <CardBody>
        <LoadedContent loaded={loaded}>
          {({ request }) => <Facts request={request} />}
        </LoadedContent>
      </CardBody>
      <CardFooter>
        <ButtonLink variant="secondary" href={links.request(id)}>
          {t('entity.card.open')}
        </ButtonLink>
      </CardFooter>
    </>
  );
}

function Facts({ request }: { request: EnvironmentRequest }) {
  const { t } = useTranslationRef(entityTexts);
  const { published } = request;
  return (
    <Flex direction="column" gap="4">
      <dl className={styles.facts}>
        <Fact name={t('entity.card.phase')}>
          <PhaseChip phase={request.phase} conditions={request.conditions} />
        </Fact>
        <Fact name={t('entity.card.lease')}>
          <LeaseText lease={request.lease} />
        </Fact>
        <Fact name={t('entity.card.price')}>
          <Price cost={request.cost} />
        </Fact>
        <Fact name={t('entity.card.class')}>{request.class.name}</Fact>
        <Fact name={t('entity.card.region')}>{request.region}</Fact>
        <Fact name={t('entity.card.requester')}>
          <ActorName actor={request.requester} />
        </Fact>
        <Fact name={t('entity.card.commit')}>
          {published ? (
            <>
              <CommitLink commit={published.commit} url={published.commitUrl} />{' '}
              <Instant at={published.at} />
            </>
          ) : (
            t('entity.card.notPublished')
          )}
        </Fact>
      </dl>
      <ConditionList conditions={request.conditions} />
    </Flex>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
