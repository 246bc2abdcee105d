import { Text } from '@backstage/ui';
import { RiInboxLine } from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './EmptyPanel.module.css';

export interface EmptyPanelProps {
  title: string;
  description?: ReactNode;
  icon?: ReactNode;
  /** A button or link that leads on. */
  action?: ReactNode;
}

/** Says that there is nothing, why, and what one can do about it. */
export function EmptyPanel(props: EmptyPanelProps) {
  const { title, description, icon, action } = props;
  return (
    <div className={styles.panel}>
      <span className={styles.icon} aria-hidden="true">
        {icon ?? <RiInboxLine size={28} />}
      </span>
      <Text as="h3" variant="title-x-small" className={styles.text}>
        {title}
      </Text>
      {description && (
        <Text as="p" color="secondary" className={styles.text}>
          {description}
        </Text>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
