import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { compareWishes } from '../../present/compareWishes';
import { decideTexts } from '../../translation';
import { ScreenSection } from '../ScreenSection';
import styles from './WishChanges.module.css';

/** Which fields the revision sets or changes; nothing where it speaks of the lease or of the whole. */
export function WishChanges(props: {
  request: EnvironmentRequest;
  revision: Revision;
}) {
  const { t } = useTranslationRef(decideTexts);
  const changes = compareWishes(props);
  const isNew = props.revision.action === 'create';
  if (changes.length === 0) {
    return null;
  }
  const value = (text: string | undefined) =>
    text === undefined ? (
      <span className={styles.absent}>{t('decide.screen.absent')}</span>
    ) : (
      <code>{text}</code>
    );
  return (
    <ScreenSection title={t('decide.screen.wishes')}>
      <div className={styles.scroll}>
        <table
          className={styles.table}
          aria-label={t('decide.screen.wishesTable')}
        >
          <thead>
            <tr>
              <th scope="col">{t('decide.screen.field')}</th>
              {!isNew && <th scope="col">{t('decide.screen.before')}</th>}
              <th scope="col">{t('decide.screen.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                {!isNew && <td>{value(before)}</td>}
                <td>{value(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ScreenSection>
  );
}
