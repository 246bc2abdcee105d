import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './OperationsSubPage.module.css';

/** One concern of the page, below its heading. */
export function SectionCard(props: {
  title: string;
  hint?: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card role="region" aria-labelledby={id}>
      <CardHeader>
        <div className={styles.head}>
          <div>
            <Text as="h2" id={id} variant="title-x-small">
              {props.title}
            </Text>
            {props.hint && (
              <Text as="p" variant="body-small" color="secondary">
                {props.hint}
              </Text>
            )}
          </div>
          {props.aside}
        </div>
      </CardHeader>
      <CardBody>{props.children}</CardBody>
    </Card>
  );
}
