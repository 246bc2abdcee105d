import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Price,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import {
  RiCoinsLine,
  RiStackLine,
  RiTimerLine,
  RiUserFollowLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { useApprovalWords } from '../../hooks/useApprovalWords';
import { offerTexts } from '../../translation';
import styles from './ClassFacts.module.css';

const HOUR_MS = 3_600_000;

/** What one wants to know before choosing a class: price, lease, approval and quota, in one line. */
export function ClassFacts(props: { environmentClass: EnvironmentClass }) {
  const { cost, lease, approval, quotaProfile } = props.environmentClass;
  const { t } = useTranslationRef(offerTexts);
  const length = useLength();
  const approvalWords = useApprovalWords();
  return (
    <span className={styles.facts}>
      <Fact icon={<RiCoinsLine size={14} />}>
        <Price cost={cost} />
      </Fact>
      <Fact icon={<RiTimerLine size={14} />}>
        {t('offer.leaseShort', {
          default: length(lease.defaultHours * HOUR_MS),
          max: length(lease.maxHours * HOUR_MS),
        })}
      </Fact>
      <Fact icon={<RiUserFollowLine size={14} />}>
        {approvalWords(approval)}
      </Fact>
      <Fact icon={<RiStackLine size={14} />}>
        {t('offer.quota', { profile: quotaProfile })}
      </Fact>
    </span>
  );
}

function Fact(props: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.fact}>
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
      <span>{props.children}</span>
    </span>
  );
}
