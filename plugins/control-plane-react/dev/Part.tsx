import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** One component under its name. */
export function Part(props: { name: string; children: ReactNode }) {
  return (
    <section aria-label={props.name}>
      <Flex direction="column" gap="2">
        <Text as="h2" variant="title-x-small">
          {props.name}
        </Text>
        {props.children}
      </Flex>
    </section>
  );
}
