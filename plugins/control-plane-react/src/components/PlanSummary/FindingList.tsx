import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Finding } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneReactTranslationRef } from '../../translation';
import { StatusChip, Tone } from '../StatusChip';
import styles from './PlanSummary.module.css';

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info'];

const TONES: Readonly<Record<Finding['severity'], Tone>> = {
  error: 'danger',
  warning: 'warning',
  info: 'info',
};

/** What policy says of a plan, the gravest first, each with its remedy. */
export function FindingList(props: { findings: readonly Finding[] }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  if (props.findings.length === 0) {
    return <Text color="secondary">{t('request.plan.noFindings')}</Text>;
  }
  const sorted = SEVERITIES.flatMap(severity =>
    props.findings.filter(finding => finding.severity === severity),
  );
  return (
    <ul className={styles.findings}>
      {sorted.map(({ rule, severity, path, message, remedy }) => (
        <li key={`${rule} ${path}`} className={styles.finding}>
          <StatusChip tone={TONES[severity]}>
            {t(`request.plan.severity.${severity}`)}
          </StatusChip>
          <div className={styles.words}>
            <Text weight="bold">{message}</Text>
            {remedy && <Text>{t('request.plan.remedy', { remedy })}</Text>}
            <Text variant="body-small" color="secondary">
              <code>{path}</code> · <code>{rule}</code>
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
