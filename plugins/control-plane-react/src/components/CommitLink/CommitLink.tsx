import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { controlPlaneReactTranslationRef } from '../../translation';
import styles from './CommitLink.module.css';

/** Digits that tell commits of one repository apart. */
const SHORT = 8;

/** A commit, linked to the forge where there is one. */
export function CommitLink(props: { commit: string; url?: string }) {
  const { commit, url } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const short = commit.slice(0, SHORT);
  return url ? (
    <Link
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={commit}
      aria-label={t('facts.commit', { commit: short })}
      className={styles.commit}
    >
      {short}
    </Link>
  ) : (
    <code title={commit} className={styles.commit}>
      {short}
    </code>
  );
}
