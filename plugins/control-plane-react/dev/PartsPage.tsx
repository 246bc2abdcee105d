import { Container, Flex } from '@backstage/ui';
import { DialogParts } from './DialogParts';
import { FactParts } from './FactParts';
import { FailureParts } from './FailureParts';
import { PlanParts } from './PlanParts';
import { RequestParts } from './RequestParts';
import { StatusParts } from './StatusParts';

/** Every component of this package in the states that it knows. */
export function PartsPage() {
  return (
    <Container py="4">
      <Flex direction="column" gap="6">
        <StatusParts />
        <FactParts />
        <RequestParts />
        <PlanParts />
        <FailureParts />
        <DialogParts />
      </Flex>
    </Container>
  );
}
