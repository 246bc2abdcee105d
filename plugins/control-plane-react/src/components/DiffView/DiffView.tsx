import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { FileDiff } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useMemo, useState } from 'react';
import { countDiffLines } from '../../present/countDiffLines';
import { controlPlaneReactTranslationRef } from '../../translation';
import { ChangeCounts } from './ChangeCounts';
import type { DiffLayout } from './DiffHunks';
import { FileSection } from './FileSection';
import styles from './DiffView.module.css';

/** A file with more lines than this is drawn on demand: nobody reads it to the end before looking at the others. */
const LONG_FILE_LINES = 200;
/** Beyond these lines over all files, files are drawn on demand too. */
const LONG_DIFF_LINES = 600;

/** Which files are open at first: those that are short, as long as they are not too many together. */
function initiallyOpen(files: readonly FileDiff[]): ReadonlySet<string> {
  const open = new Set<string>();
  let total = 0;
  for (const { path, diff } of files) {
    const { lines } = countDiffLines(diff);
    total += lines;
    if (lines <= LONG_FILE_LINES && total <= LONG_DIFF_LINES) {
      open.add(path);
    }
  }
  return open;
}

/** Files that differ, each with its hunks; long ones wait until they are asked for. */
export function DiffView(props: { files: readonly FileDiff[] }) {
  const { files } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const [layout, setLayout] = useState<DiffLayout>('unified');
  const initial = useMemo(() => initiallyOpen(files), [files]);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(
    new Map(),
  );
  const isOpen = (path: string) => toggled.get(path) ?? initial.has(path);
  const setAll = (open: boolean) =>
    setToggled(new Map(files.map(({ path }) => [path, open])));
  if (files.length === 0) {
    return <Text color="secondary">{t('viewer.diff.none')}</Text>;
  }
  const isAnyOpen = files.some(({ path }) => isOpen(path));
  return (
    <section className={styles.view} aria-label={t('viewer.diff.title')}>
      <div className={styles.bar}>
        <span className={styles.summary}>
          <Text weight="bold">
            {t('viewer.diff.files', { count: files.length })}
          </Text>
          <ChangeCounts diffs={files.map(({ diff }) => diff)} />
        </span>
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setAll(!isAnyOpen)}
        >
          {isAnyOpen
            ? t('viewer.diff.collapseAll')
            : t('viewer.diff.expandAll')}
        </Button>
        <ToggleButtonGroup
          aria-label={t('viewer.diff.layout')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[layout]}
          onSelectionChange={keys =>
            setLayout(keys.has('split') ? 'split' : 'unified')
          }
        >
          <ToggleButton id="unified">{t('viewer.diff.unified')}</ToggleButton>
          <ToggleButton id="split">{t('viewer.diff.split')}</ToggleButton>
        </ToggleButtonGroup>
      </div>
      {files.map(file => (
        <FileSection
          key={file.path}
          file={file}
          layout={layout}
          isOpen={isOpen(file.path)}
          onToggle={open =>
            setToggled(previous => new Map(previous).set(file.path, open))
          }
        />
      ))}
    </section>
  );
}
