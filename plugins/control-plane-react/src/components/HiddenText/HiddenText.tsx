import { ReactNode } from 'react';
import styles from './HiddenText.module.css';

/** Words for screen readers alone. A span, which may stand inside a line of text where the kit's own block may not. */
export function HiddenText(props: { children: ReactNode }) {
  return <span className={styles.hidden}>{props.children}</span>;
}
