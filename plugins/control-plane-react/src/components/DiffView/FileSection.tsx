import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { FileDiff } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { lazy, Suspense, useId } from 'react';
import { countDiffLines } from '../../present/countDiffLines';
import { controlPlaneReactTranslationRef } from '../../translation';
import { StatusChip, Tone } from '../StatusChip';
import { TextSkeleton } from '../LoadedContent';
import { ChangeCounts } from './ChangeCounts';
import type { DiffLayout } from './DiffHunks';
import styles from './DiffView.module.css';

// The viewer and its parser are most of the weight of this package, and few pages show a diff at once.
const DiffHunks = lazy(() =>
  import('./DiffHunks').then(module => ({ default: module.DiffHunks })),
);

const TONES: Readonly<Record<FileDiff['change'], Tone>> = {
  added: 'success',
  modified: 'info',
  removed: 'danger',
};

/** One file of a diff, with a header that opens and closes it. */
export function FileSection(props: {
  file: FileDiff;
  layout: DiffLayout;
  isOpen: boolean;
  onToggle: (open: boolean) => void;
}) {
  const { file, layout, isOpen, onToggle } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const bodyId = useId();
  const { lines } = countDiffLines(file.diff);
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <div className={styles.file}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => onToggle(!isOpen)}
        >
          <Arrow size={18} aria-hidden="true" />
          <FilePath path={file.path} />
        </button>
        <ChangeCounts diffs={[file.diff]} />
        <StatusChip tone={TONES[file.change]}>
          {t(`viewer.diff.${file.change}`)}
        </StatusChip>
      </div>
      <div id={bodyId}>
        {isOpen ? (
          <Suspense fallback={<TextSkeleton />}>
            <DiffHunks file={file} layout={layout} />
          </Suspense>
        ) : (
          <div className={styles.closed}>
            <Text variant="body-small" color="secondary">
              {t('viewer.lines', { count: lines })}
            </Text>
            <Button
              size="small"
              variant="tertiary"
              aria-label={t('viewer.diff.show', { path: file.path })}
              onPress={() => onToggle(true)}
            >
              {t('viewer.diff.showAnyway')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** A path whose folder steps back, because neighbours share it. */
function FilePath({ path }: { path: string }) {
  const at = path.lastIndexOf('/') + 1;
  return (
    <span className={styles.path}>
      <span className={styles.folder}>{path.slice(0, at)}</span>
      {path.slice(at)}
    </span>
  );
}
