import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { FileDiff } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useMemo } from 'react';
import { Decoration, Diff, Hunk, markEdits, tokenize } from 'react-diff-view';
import 'react-diff-view/style/index.css';
import { parseFileDiff } from '../../present/parseFileDiff';
import { controlPlaneReactTranslationRef } from '../../translation';
import styles from './DiffHunks.module.css';

export type DiffLayout = 'unified' | 'split';

const DIFF_TYPES = {
  added: 'add',
  modified: 'modify',
  removed: 'delete',
} as const;

/** The hunks of one file; words that differ within a line stand out. */
export function DiffHunks(props: { file: FileDiff; layout: DiffLayout }) {
  const { file, layout } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const parsed = useMemo(() => parseFileDiff(file), [file]);
  const tokens = useMemo(
    () =>
      parsed.type === 'hunks'
        ? tokenize(parsed.hunks, {
            enhancers: [markEdits(parsed.hunks, { type: 'block' })],
          })
        : undefined,
    [parsed],
  );
  const label = t('viewer.diff.fileDiff', { path: file.path });
  if (parsed.type === 'text') {
    return (
      <div className={styles.hunks}>
        <Text variant="body-small" color="secondary">
          {t('viewer.diff.unreadable')}
        </Text>
        <pre aria-label={label}>{parsed.text}</pre>
      </div>
    );
  }
  // An added or removed file has one side only; two columns would leave one empty.
  const viewType = file.change === 'modified' ? layout : 'unified';
  return (
    // Long lines scroll within the region, and a keyboard has to reach it for that.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.hunks} role="region" aria-label={label} tabIndex={0}>
      <Diff
        viewType={viewType}
        diffType={DIFF_TYPES[file.change]}
        hunks={parsed.hunks}
        tokens={tokens}
      >
        {hunks =>
          hunks.flatMap(hunk => [
            <Decoration key={`head ${hunk.content}`}>
              <div className={styles.hunkHead}>{hunk.content}</div>
            </Decoration>,
            <Hunk key={hunk.content} hunk={hunk} />,
          ])
        }
      </Diff>
    </div>
  );
}
