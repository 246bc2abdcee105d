import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import { Manifest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useMemo, useState } from 'react';
import { manifestTree } from '../../present/manifestTree';
import { controlPlaneReactTranslationRef } from '../../translation';
import { CodeView } from '../LazyCodeView';
import { FolderList } from './FolderList';
import styles from './ManifestBrowser.module.css';

/** From so many files on it is quicker to type than to look. */
const FILTER_FROM = 8;

export interface ManifestBrowserProps {
  manifests: readonly Manifest[];
  /** Path of the file to show, where a page keeps it, e.g. in its address; the browser keeps it itself when absent. */
  selected?: string;
  onSelect?: (path: string) => void;
}

/** Manifests as a tree of files, with the content of one beside it. */
export function ManifestBrowser(props: ManifestBrowserProps) {
  const { manifests, onSelect } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const [own, setOwn] = useState<string>();
  const [filter, setFilter] = useState('');
  const tree = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return manifestTree(
      manifests.filter(
        ({ path, content }) =>
          path.toLowerCase().includes(wanted) ||
          content.toLowerCase().includes(wanted),
      ),
    );
  }, [manifests, filter]);
  const wanted = props.selected ?? own;
  const shown =
    manifests.find(({ path }) => path === wanted) ?? manifests.at(0);
  if (!shown) {
    return <Text color="secondary">{t('viewer.manifests.none')}</Text>;
  }
  const isEmpty = tree.files.length === 0 && tree.folders.length === 0;
  return (
    <div className={styles.browser}>
      <nav className={styles.tree} aria-label={t('viewer.manifests.tree')}>
        {manifests.length >= FILTER_FROM && (
          <SearchField
            size="small"
            aria-label={t('viewer.manifests.filter')}
            placeholder={t('viewer.manifests.filter')}
            value={filter}
            onChange={setFilter}
          />
        )}
        {isEmpty ? (
          <Text color="secondary">{t('viewer.manifests.noMatch')}</Text>
        ) : (
          <FolderList
            folder={tree}
            selected={shown.path}
            onSelect={path => {
              setOwn(path);
              onSelect?.(path);
            }}
          />
        )}
      </nav>
      {/* A new file begins at its top. */}
      <CodeView key={shown.path} path={shown.path} content={shown.content} />
    </div>
  );
}
