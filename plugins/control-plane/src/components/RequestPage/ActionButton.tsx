import { Button } from '@backstage/ui';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useId } from 'react';
import styles from './ActionButton.module.css';

/**
 * A button for an action, or, where it is not allowed, its likeness with the reason.
 *
 * @remarks
 * A disabled button of the kit takes no focus, so that a keyboard or a screen reader would never learn the reason. The
 * likeness takes focus, says that it is disabled, and shows the reason on hover and on focus. An action of which the server
 * says nothing is not offered at all.
 */
export function ActionButton(props: {
  verdict: RequestActionVerdict | undefined;
  label: string;
  onPress: () => void;
  isPending?: boolean;
  destructive?: boolean;
}) {
  const { verdict, label, onPress, isPending, destructive } = props;
  const reasonId = useId();
  if (!verdict) {
    return null;
  }
  if (verdict.allowed) {
    return (
      <Button
        variant="secondary"
        destructive={destructive}
        isPending={isPending}
        onPress={onPress}
      >
        {label}
      </Button>
    );
  }
  return (
    <span
      className={styles.disabled}
      role="button"
      aria-disabled="true"
      aria-describedby={verdict.reason ? reasonId : undefined}
      tabIndex={0}
    >
      {label}
      {verdict.reason && (
        <span id={reasonId} role="tooltip" className={styles.reason}>
          {verdict.reason}
        </span>
      )}
    </span>
  );
}
