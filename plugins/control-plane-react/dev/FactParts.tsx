import {
  ActorName,
  CommitLink,
  Duration,
  EntityLink,
  FactList,
  Instant,
  LeaseText,
  Price,
} from '../src';
import { aRequest } from '../src/testUtils/index';
import { instantIn } from './instantIn';
import { Part } from './Part';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

const actors = [
  'user:default/remy',
  'group:default/payments',
  'external:ci-payments',
  'policy:class-preview-create',
  'system:lease',
];

/** Leases that have not begun, go on, end soon and are over. */
const leases = [
  { hours: 72, maxHours: 336, onExpiry: 'delete' },
  ...[200, 3, -2].map(
    hours =>
      ({
        hours: 72,
        maxHours: 336,
        onExpiry: 'review',
        startedAt: instantIn({ hours: hours - 72 }),
        expiresAt: instantIn({ hours }),
      } as const),
  ),
] as const;

/** Facts in the reader's zone and language. */
export function FactParts() {
  const { cost } = aRequest();
  return (
    <Part name="FactList, with each kind of fact">
      <FactList
        facts={[
          ...actors.map(actor => ({
            label: `ActorName of ${actor}`,
            value: <ActorName actor={actor} />,
          })),
          ...leases.map((lease, index) => ({
            label: `LeaseText ${index + 1}`,
            value: <LeaseText lease={lease} />,
          })),
          {
            label: 'Instant',
            value: <Instant at={instantIn({ hours: -30 })} />,
          },
          {
            label: 'Instant, exact',
            value: <Instant at={instantIn({ hours: -30 })} exact />,
          },
          {
            label: 'Duration',
            value: <Duration from={instantIn({ hours: -1.5 })} />,
          },
          { label: 'Price', value: <Price cost={cost} /> },
          { label: 'CommitLink', value: <CommitLink commit={COMMIT} /> },
          {
            label: 'CommitLink to a forge',
            value: (
              <CommitLink
                commit={COMMIT}
                url={`https://git.example.com/gitops/commit/${COMMIT}`}
              />
            ),
          },
          {
            label: 'EntityLink without the catalog',
            value: (
              <EntityLink entityRef="component:default/checkout">
                checkout
              </EntityLink>
            ),
          },
        ]}
      />
    </Part>
  );
}
