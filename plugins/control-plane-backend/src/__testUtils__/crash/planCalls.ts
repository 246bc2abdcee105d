import { CRASH_TEST_APPS, CRASH_TEST_TEAMS } from './crashTestEntities';
import { CreateCall } from './RequestSender';
import { SeededRandom } from './SeededRandom';

const CLASSES = [
  { class: 'preview', region: 'us-east-1' },
  { class: 'preview', region: 'us-west-2' },
  { class: 'shared-staging', region: 'us-east-1' },
];

/** Draws what is asked for: requests of several teams, for both targets, that need nobody's approval. */
export function planCalls(count: number, random: SeededRandom): CreateCall[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `campaign-${index + 1}`,
    body: {
      ...random.pick(CLASSES),
      team: random.pick(CRASH_TEST_TEAMS),
      app: random.pick(CRASH_TEST_APPS),
      leaseHours: random.between(1, 100),
      labels: { ticket: `t-${random.between(1, 1_000_000)}` },
    },
  }));
}

/** Deals items into so many parts of about the same size. */
export function dealInto<T>(parts: number, items: readonly T[]): T[][] {
  return Array.from({ length: parts }, (_, part) =>
    items.filter((_item, index) => index % parts === part),
  );
}
