import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { requestTexts } from '../../translation';
import styles from './RequestOverview.module.css';

/** The namespaces of a request, each to be copied into a command. */
export function NamespaceList({ names }: { names: readonly string[] }) {
  const { t } = useTranslationRef(requestTexts);
  return (
    <ul className={styles.namespaces}>
      {names.map(name => (
        <li key={name}>
          <span className={styles.code}>{name}</span>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiFileCopyLine />}
            aria-label={t('request.overview.copyNamespace', { name })}
            onPress={() => navigator.clipboard.writeText(name)}
          />
        </li>
      ))}
    </ul>
  );
}
