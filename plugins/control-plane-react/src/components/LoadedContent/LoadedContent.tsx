import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, VisuallyHidden } from '@backstage/ui';
import { ReactNode } from 'react';
import { Loaded } from '../../load/Loaded';
import { controlPlaneReactTranslationRef } from '../../translation';
import { FailurePanel } from '../FailurePanel';
import styles from './LoadedContent.module.css';

export interface LoadedContentProps<T> {
  loaded: Loaded<T>;
  /** Shape of what comes, shown while it loads; three lines when absent. */
  skeleton?: ReactNode;
  children: (value: T) => ReactNode;
}

/** Draws a value in each of its states: a skeleton while it loads, what went wrong, or the value with a note when it is old. */
export function LoadedContent<T>(props: LoadedContentProps<T>) {
  const { loaded, skeleton, children } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  switch (loaded.status) {
    case 'loading':
      return (
        <div aria-busy="true">
          <VisuallyHidden role="status">{t('status.loading')}</VisuallyHidden>
          <div aria-hidden="true">{skeleton ?? <TextSkeleton />}</div>
        </div>
      );
    case 'failed':
      return <FailurePanel error={loaded.error} retry={loaded.retry} />;
    case 'ready':
      return (
        <>
          {loaded.staleError && (
            <div role="status" className={styles.old}>
              <Alert
                status="warning"
                icon
                title={t('failure.stale_value')}
                customActions={
                  <Button
                    size="small"
                    variant="secondary"
                    onPress={loaded.refresh}
                    isPending={loaded.refreshing}
                  >
                    {t('failure.action.retry')}
                  </Button>
                }
              />
            </div>
          )}
          {children(loaded.value)}
        </>
      );
    default: {
      const unreachable: never = loaded;
      return unreachable;
    }
  }
}

/** Lines of text to be. */
export function TextSkeleton(props: { lines?: number }) {
  return (
    <div className={styles.lines}>
      {Array.from({ length: props.lines ?? 3 }, (_, line) => (
        <Skeleton key={line} height={16} width={`${90 - 15 * (line % 4)}%`} />
      ))}
    </div>
  );
}
