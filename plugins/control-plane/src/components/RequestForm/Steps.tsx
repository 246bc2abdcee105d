import styles from './Steps.module.css';

/** Where one stands in a form of several pages. */
export function Steps(props: {
  label: string;
  titles: readonly string[];
  /** Index into `titles`. */
  current: number;
}) {
  const { label, titles, current } = props;
  return (
    <ol className={styles.steps} aria-label={label}>
      {titles.map((title, at) => (
        <li
          key={title}
          className={styles.step}
          data-done={at < current}
          aria-current={at === current ? 'step' : undefined}
        >
          <span className={styles.number} aria-hidden="true">
            {at + 1}
          </span>
          {title}
        </li>
      ))}
    </ol>
  );
}
