import { Container, Flex, Skeleton } from '@backstage/ui';

/** The outline of the screen while it is read. */
export function ApprovalSkeleton() {
  return (
    <Container>
      <Flex direction="column" gap="4">
        <Skeleton width="40%" height={32} />
        <Skeleton width="100%" height={200} />
        <Skeleton width="100%" height={320} />
      </Flex>
    </Container>
  );
}
