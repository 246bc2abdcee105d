import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Instant,
  Price,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { ReactNode } from 'react';
import { useApprovalWords } from '../../hooks/useApprovalWords';
import { offerTexts } from '../../translation';
import styles from './ClassDetail.module.css';

const HOUR_MS = 3_600_000;

/** What one agrees to with a class. */
export function ClassTerms(props: { environmentClass: EnvironmentClass }) {
  const { environmentClass } = props;
  const { lease, approval } = environmentClass;
  const { t } = useTranslationRef(offerTexts);
  const length = useLength();
  const approvalWords = useApprovalWords();
  const hours = (count: number) => length(count * HOUR_MS);
  return (
    <dl className={styles.terms}>
      <Term label={t('offer.gallery.price')}>
        <Price cost={environmentClass.cost} />
      </Term>
      <Term label={t('offer.gallery.lease')}>
        <div>
          {t('offer.detail.leaseDefault', { hours: hours(lease.defaultHours) })}
        </div>
        <div>
          {t('offer.detail.leaseMax', { hours: hours(lease.maxHours) })}
        </div>
      </Term>
      <Term label={t('offer.detail.onExpiry')}>
        {lease.onExpiry === 'delete'
          ? t('offer.detail.expiryDelete')
          : t('offer.detail.expiryReview')}
      </Term>
      <Term label={t('offer.gallery.approval')}>
        <div>{approvalWords(approval)}</div>
        {approval.requiredFor.length > 0 && (
          <div>{t('offer.approval.person')}</div>
        )}
      </Term>
      <Term label={t('offer.gallery.regions')}>
        <Chips values={environmentClass.regions} />
      </Term>
      <Term label={t('offer.detail.namespaces')}>
        <Chips values={environmentClass.namespaces} />
      </Term>
      <Term label={t('offer.gallery.quota')}>
        {environmentClass.quotaProfile}
      </Term>
      <Term label={t('offer.gallery.packs')}>
        <Chips values={environmentClass.policyPacks} />
      </Term>
      <Term label={t('offer.detail.kind')}>{environmentClass.kind}</Term>
      <Term label={t('offer.detail.publishing')}>
        {t('offer.detail.publishingDirect')}
      </Term>
      <Term label={t('offer.detail.drift')}>
        {environmentClass.drift.onForeignEdit === 'report'
          ? t('offer.detail.driftReport')
          : t('offer.detail.driftRepair')}
      </Term>
      <Term label={t('offer.detail.revision')}>
        {environmentClass.revision}
        {' · '}
        <Instant at={environmentClass.createdAt} />
      </Term>
      <Term label={t('offer.detail.origin')}>
        {t(`offer.detail.originOf.${environmentClass.origin}`)}
      </Term>
      <Term label={t('offer.detail.digest')}>
        <span className={styles.mono} title={environmentClass.digest}>
          {environmentClass.digest.slice(0, 19)}…
        </span>
      </Term>
    </dl>
  );
}

function Chips(props: { values: readonly string[] }) {
  const { t } = useTranslationRef(offerTexts);
  return props.values.length === 0 ? (
    <>{t('offer.gallery.none')}</>
  ) : (
    <span className={styles.chips}>
      {props.values.map(value => (
        <Badge key={value} size="small">
          {value}
        </Badge>
      ))}
    </span>
  );
}

function Term(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
