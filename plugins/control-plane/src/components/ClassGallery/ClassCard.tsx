import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Badge,
  ButtonLink,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Text,
} from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Price,
  useCaller,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { useApprovalWords } from '../../hooks/useApprovalWords';
import { useClassLinks } from '../../hooks/useClassLinks';
import { mayCreate } from '../../present/creatable';
import { offerTexts } from '../../translation';
import styles from './ClassGallery.module.css';

const HOUR_MS = 3_600_000;

/** A class with all that one compares, and the way to ask for it. */
export function ClassCard(props: { environmentClass: EnvironmentClass }) {
  const { name, title, description, cost, lease, regions, quotaProfile } =
    props.environmentClass;
  const { policyPacks, approval } = props.environmentClass;
  const { t } = useTranslationRef(offerTexts);
  const links = useClassLinks();
  const length = useLength();
  const approvalWords = useApprovalWords();
  const caller = useCaller();
  const isDenied =
    caller.status === 'ready' && !mayCreate(caller.value, { class: name });
  return (
    <Card className={styles.card} aria-label={title}>
      <CardHeader>
        <div className={styles.head}>
          <Text as="h2" variant="title-x-small">
            {title}
          </Text>
          <Text weight="bold" className={styles.price}>
            <Price cost={cost} />
          </Text>
        </div>
        <Text as="p" color="secondary">
          {description}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          <dl className={styles.facts}>
            <Fact label={t('offer.gallery.lease')}>
              {t('offer.leaseShort', {
                default: length(lease.defaultHours * HOUR_MS),
                max: length(lease.maxHours * HOUR_MS),
              })}
            </Fact>
            <Fact label={t('offer.gallery.approval')}>
              {approvalWords(approval)}
            </Fact>
            <Fact label={t('offer.gallery.regions')}>{regions.join(', ')}</Fact>
            <Fact label={t('offer.gallery.quota')}>{quotaProfile}</Fact>
            <Fact label={t('offer.gallery.packs')}>
              {policyPacks.length === 0 ? (
                t('offer.gallery.none')
              ) : (
                <span className={styles.chips}>
                  {policyPacks.map(pack => (
                    <Badge key={pack} size="small">
                      {pack}
                    </Badge>
                  ))}
                </span>
              )}
            </Fact>
          </dl>
        </div>
      </CardBody>
      <CardFooter>
        <div className={styles.actions}>
          {!isDenied && (
            <ButtonLink
              href={links.newRequest(name)}
              aria-label={t('offer.gallery.requestOf', { title })}
            >
              {t('offer.gallery.request')}
            </ButtonLink>
          )}
          <ButtonLink
            variant="secondary"
            href={links.class(name)}
            aria-label={t('offer.gallery.detailsOf', { title })}
          >
            {t('offer.gallery.details')}
          </ButtonLink>
        </div>
        {isDenied && (
          <Text variant="body-small" color="secondary">
            {t('offer.gallery.mayNot')}
          </Text>
        )}
      </CardFooter>
    </Card>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
