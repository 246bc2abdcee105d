import { Flex, Skeleton } from '@backstage/ui';

/** Where rows will stand. */
export function InboxSkeleton() {
  return (
    <Flex direction="column" gap="2">
      <Skeleton width="100%" height={36} />
      <Skeleton width="100%" height={56} />
      <Skeleton width="100%" height={56} />
      <Skeleton width="100%" height={56} />
    </Flex>
  );
}
