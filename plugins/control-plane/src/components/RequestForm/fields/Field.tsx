import { ReactElement, useId } from 'react';
import styles from './Field.module.css';

/** What a field of the kit needs to know of an error that stands below it. */
export interface DescribedBy {
  isInvalid?: boolean;
  'aria-describedby'?: string;
}

/**
 * A field with what is wrong with it, in the words that are given.
 *
 * @remarks
 * The kit's own error line shows what its fields find themselves; an error of the API comes from outside and stands here.
 */
export function Field(props: {
  error?: string;
  /** For numbers and choices, which need no whole line. */
  isShort?: boolean;
  children: (described: DescribedBy) => ReactElement;
}) {
  const { error, isShort = false, children } = props;
  const id = useId();
  return (
    <div
      className={styles.field}
      data-short={isShort}
      data-invalid={error ? true : undefined}
    >
      {children(error ? { isInvalid: true, 'aria-describedby': id } : {})}
      {error && (
        <span id={id} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}
