import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ReactNode } from 'react';
import { controlPlaneReactTranslationRef } from '../../translation';
import { FactList } from '../FactList';
import { FindingList } from './FindingList';
import { PlanChanges } from './PlanChanges';
import styles from './PlanSummary.module.css';
import { usePlanFacts } from './usePlanFacts';

/** What a revision would do: price, lease, approval, policy findings and changes in Git. */
export function PlanSummary(props: {
  plan: Plan;
  /** Leaves the changes in Git out, where the manifests stand beside it and all of them are new. */
  withoutChanges?: boolean;
}) {
  const { plan, withoutChanges = false } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return (
    <div className={styles.summary}>
      <Section title={t('request.plan.facts')}>
        <FactList facts={usePlanFacts(plan)} />
      </Section>
      <Section title={t('request.plan.findings')}>
        <FindingList findings={plan.findings} />
      </Section>
      {!withoutChanges && (
        <Section title={t('request.plan.changes')}>
          <PlanChanges plan={plan} />
        </Section>
      )}
    </div>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={props.title}>
      <Text as="h3" variant="body-large" weight="bold" className={styles.title}>
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
