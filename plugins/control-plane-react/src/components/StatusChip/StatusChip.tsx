import { ReactNode } from 'react';
import styles from './StatusChip.module.css';

/** How good or bad a state is; each has its own colour and mark. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export interface StatusChipProps {
  tone: Tone;
  /** Moves the mark, for what is under way. */
  active?: boolean;
  title?: string;
  children: ReactNode;
}

/** A state in a word. The mark differs in shape too, so that colour alone says nothing. */
export function StatusChip(props: StatusChipProps) {
  const { tone, active = false, title, children } = props;
  return (
    <span className={styles.chip} data-tone={tone} title={title}>
      <span className={styles.mark} data-active={active} aria-hidden="true" />
      {children}
    </span>
  );
}
