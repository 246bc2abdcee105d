import { ReactNode } from 'react';
import styles from './Legible.module.css';

/**
 * Enough contrast for the kit's quiet and its coloured text, in light and dark themes, wherever it stands inside.
 *
 * @remarks
 * Draws no box of its own. Dialogs and menus are drawn elsewhere in the document: what stands in one needs its own.
 */
export function Legible(props: { children: ReactNode }) {
  return <div className={styles.legible}>{props.children}</div>;
}
