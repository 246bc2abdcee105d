import { Skeleton } from '@backstage/ui';
import styles from './RequestPage.module.css';

/** The shape of the page before it is known. */
export function RequestSkeleton() {
  return (
    <div className={styles.page}>
      <Skeleton width={160} height={16} />
      <div className={styles.titleRow}>
        <Skeleton width={320} height={28} />
        <Skeleton width={96} height={24} rounded />
      </div>
      <div className={styles.skeletonFacts}>
        {Array.from({ length: 7 }, (_, index) => (
          <Skeleton key={index} width="100%" height={36} />
        ))}
      </div>
      <Skeleton width="60%" height={32} />
      <Skeleton width="100%" height={320} />
    </div>
  );
}
