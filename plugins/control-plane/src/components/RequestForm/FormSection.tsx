import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './RequestForm.module.css';

/** Fields that belong together, below their heading. */
export function FormSection(props: {
  title: string;
  hint?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card role="group" aria-labelledby={id}>
      <CardHeader>
        <Text as="h2" id={id} variant="title-x-small">
          {props.title}
        </Text>
        {props.hint && (
          <Text as="p" variant="body-small" color="secondary">
            {props.hint}
          </Text>
        )}
      </CardHeader>
      <CardBody>
        <div className={styles.section}>{props.children}</div>
      </CardBody>
    </Card>
  );
}
