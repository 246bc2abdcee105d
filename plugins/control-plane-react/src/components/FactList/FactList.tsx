import { ReactNode } from 'react';
import styles from './FactList.module.css';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Takes a line of its own, for what is long and should not be broken. */
  isWide?: boolean;
}

/** Facts, each under its name, in as many columns as there is room for. */
export function FactList(props: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(({ label, value, isWide = false }) => (
        <div key={label} className={styles.fact} data-wide={isWide}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
