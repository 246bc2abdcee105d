import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { exactInWords } from '../../time/timeWords';
import { useLanguage } from '../../time/useLanguage';
import { useNow } from '../../time/useNow';
import { controlPlaneReactTranslationRef } from '../../translation';
import { useLength } from '../Duration';
import { HiddenText } from '../HiddenText';
import styles from './LeaseText.module.css';

const HOUR_MS = 3_600_000;
/** From here on the end of a lease asks for attention. */
const SOON_MS = 24 * HOUR_MS;

/** How long a request still lives; when exactly it ends, and what happens then, on hover. */
export function LeaseText(props: { lease: EnvironmentRequest['lease'] }) {
  const { hours, expiresAt, onExpiry } = props.lease;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const length = useLength();
  const language = useLanguage();
  const now = useNow();
  if (expiresAt === undefined) {
    return (
      <span>
        {t('facts.lease.notStarted', { length: length(hours * HOUR_MS) })}
      </span>
    );
  }
  const left = Date.parse(expiresAt) - now;
  const hint = `${exactInWords(Date.parse(expiresAt), language)}. ${t(
    `facts.lease.${onExpiry}`,
  )}`;
  const urgency = left > SOON_MS ? 'none' : 'soon';
  return (
    <time
      dateTime={expiresAt}
      title={hint}
      className={styles.lease}
      data-urgency={left <= 0 ? 'ended' : urgency}
    >
      {left <= 0
        ? t('facts.lease.ended')
        : t('facts.lease.left', { length: length(left) })}
      <HiddenText>{` (${hint})`}</HiddenText>
    </time>
  );
}
