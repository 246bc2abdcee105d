import { Text } from '@backstage/ui';
import { forwardRef, ReactNode, useId } from 'react';
import styles from './ScreenSection.module.css';

/** One part of the screen, with a heading that names it for screen readers too. */
export const ScreenSection = forwardRef<
  HTMLElement,
  { title: string; note?: ReactNode; children: ReactNode }
>(function Section({ title, note, children }, ref) {
  const headingId = useId();
  return (
    <section
      ref={ref}
      className={styles.section}
      aria-labelledby={headingId}
      tabIndex={-1}
    >
      <header className={styles.header}>
        <Text as="h3" id={headingId} variant="body-large" weight="bold">
          {title}
        </Text>
        {note}
      </header>
      {children}
    </section>
  );
});
