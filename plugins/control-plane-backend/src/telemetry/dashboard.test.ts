import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  Attributes,
  BatchObservableCallback,
  createNoopMeter,
  Meter,
} from '@opentelemetry/api';
import { aPublication } from '../__testUtils__/builders';
import { FakeClock } from '../__testUtils__/FakeClock';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
import { ClaimedJob } from '../domain/job/Job';
import { OtelRequestTracker } from '../http/OtelRequestTracker';
import { observeBacklog } from './observeBacklog';
import { OtelJobWorkerEvents } from './OtelJobWorkerEvents';
import { OtelLaneTracker } from './OtelLaneTracker';
import { OtelStepTracker } from './OtelStepTracker';

const root = resolve(__dirname, '../../../..');

interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { h: number; w: number; x: number; y: number };
  fieldConfig?: {
    defaults: { unit?: string; thresholds?: { steps: unknown[] } };
  };
  targets?: Array<{
    expr: string;
    legendFormat: string;
    datasource: { uid: string };
  }>;
}

interface Dashboard {
  schemaVersion: number;
  panels: Panel[];
  templating: {
    list: Array<{
      name: string;
      type: string;
      query: string | { query: string };
    }>;
  };
}

const dashboard: Dashboard = JSON.parse(
  readFileSync(resolve(root, 'deploy/grafana/control-plane.json'), 'utf8'),
);
const operating = readFileSync(resolve(root, 'docs/operating.md'), 'utf8');

const panels = dashboard.panels.filter(({ type }) => type !== 'row');

/** What a reader can choose by, with how Grafana finds the choices. */
const variables = dashboard.templating.list.flatMap(({ name, query }) =>
  typeof query === 'string' ? [] : [{ name, query: query.query }],
);

type Kind = 'counter' | 'gauge' | 'histogram';

/** An instrument of the backend, and every label that it was given a value under. */
interface Instrument {
  kind: Kind;
  labels: Set<string>;
}

/** Every instrument that the backend creates, with the labels that it gets when each part that creates some does its work once. */
async function createdInstruments(): Promise<Map<string, Instrument>> {
  const telemetry = new RecordedTelemetry();
  const { meter } = telemetry;
  const { tracer } = new TestTelemetry();
  const clock = new FakeClock();
  const logger = mockServices.logger.mock();

  const calls = OtelRequestTracker.create({ meter, clock });
  const answer = Object.assign(new EventEmitter(), { statusCode: 200 });
  calls.middleware({ method: 'GET' } as never, answer as never, () => {});
  answer.emit('close');

  const events = OtelJobWorkerEvents.create({ meter, kinds: [] });
  const at = clock.now();
  const kind = 'publish-lane';
  const job = {
    kind,
    attempt: 2,
    maxAttempts: 9,
    runAt: at,
    claimedAt: at,
  } as ClaimedJob;
  events.attemptStarted(job);
  events.attemptEnded(job, 'retryable', 1);
  events.rescued(1);
  events.purged(1);

  const lanes = OtelLaneTracker.create({
    meter,
    tracer,
    clock,
    repositories: [],
  });
  await lanes.track(
    'gitops',
    1,
    async () => new Map([['op-1', { type: 'unchanged', head: 'a' }]]),
  );
  lanes.settled(aPublication());
  lanes.settled(aPublication({ state: 'published', finishedAt: at }));

  const steps = OtelStepTracker.create({ meter, tracer, clock, logger });
  const request = { id: 'req-1', generation: 1 };
  await steps.track('publish', request, async () => ({
    type: 'ended',
    outcome: { type: 'done' },
    did: 'Published it',
  }));

  const backlog = {
    now: async () => at,
    read: {
      requests: { countByPhase: async () => [{ phase: 'ready', count: 1 }] },
      publications: {
        stats: async () => [
          { repository: 'gitops', pending: 1, oldestSeconds: 1 },
        ],
      },
    },
  };
  const queue = {
    stats: async () => ({
      byKind: [{ kind, state: 'ready', count: 1 }],
      oldestDueSeconds: 1,
      paused: [{ kind, count: 1 }],
    }),
    pauses: async () => [{ scope: 'kind', name: kind, at }],
  };
  observeBacklog({
    meter,
    clock,
    logger,
    unitOfWork: backlog as never,
    queue: queue as never,
  });
  await telemetry.collect();
  return telemetry.instruments;
}

/** A meter that keeps of every value the labels alone. */
class RecordedTelemetry {
  readonly instruments = new Map<string, Instrument>();
  readonly #names = new Map<unknown, string>();
  readonly #callbacks: BatchObservableCallback[] = [];

  // Upon the meter that does nothing, not in it: everybody who asks for that one gets the same.
  readonly meter: Meter = Object.assign(Object.create(createNoopMeter()), {
    createCounter: (name: string) => this.#create(name, 'counter'),
    createUpDownCounter: (name: string) => this.#create(name, 'gauge'),
    createObservableGauge: (name: string) => this.#create(name, 'gauge'),
    createHistogram: (name: string) => this.#create(name, 'histogram'),
    addBatchObservableCallback: (callback: BatchObservableCallback) =>
      this.#callbacks.push(callback),
  });

  async collect(): Promise<void> {
    for (const callback of this.#callbacks) {
      await callback({
        observe: (gauge, _value, labels) =>
          this.#note(this.#names.get(gauge) ?? 'unknown', labels),
      });
    }
  }

  #create(name: string, kind: Kind) {
    this.instruments.set(name, { kind, labels: new Set() });
    const note = (_value: number, labels?: Attributes) =>
      this.#note(name, labels);
    const instrument = {
      add: note,
      record: note,
      addCallback: () => {},
      removeCallback: () => {},
    };
    this.#names.set(instrument, name);
    return instrument;
  }

  #note(name: string, labels: Attributes = {}): void {
    Object.keys(labels).forEach(label =>
      this.instruments.get(name)?.labels.add(label),
    );
  }
}

/** The series that the Prometheus exporter makes of an instrument, and their labels; it adds `_total` to counters, which ours end in already. */
function seriesOf([name, { kind, labels }]: [string, Instrument]): Array<
  [string, Set<string>]
> {
  switch (kind) {
    case 'counter':
      return [[name.endsWith('_total') ? name : `${name}_total`, labels]];
    case 'gauge':
      return [[name, labels]];
    case 'histogram':
      return [
        [`${name}_bucket`, new Set([...labels, 'le'])],
        [`${name}_sum`, labels],
        [`${name}_count`, labels],
      ];
    default: {
      const unreachable: never = kind;
      throw new Error(`Unknown instrument ${unreachable}`);
    }
  }
}

/** What Prometheus adds to whatever it scrapes. */
const LABELS_OF_SCRAPES = ['job', 'instance'];

/** The labels that an expression names: where it selects, and where it groups. */
function labelsOf(expr: string): { selected: string[]; grouped?: string[] } {
  const [, list] = expr.match(/\bby \(([^)]*)\)/) ?? [];
  return {
    selected: [...expr.matchAll(/[{,]\s*([a-z_]+)\s*[=!]/g)].map(
      ([, label]) => label,
    ),
    grouped: list?.split(',').map(label => label.trim()),
  };
}

const NAME = /\b(?:control_plane|api)_[a-z_]+\b/g;

describe('the dashboard', () => {
  it('asks for no series that the backend does not make', async () => {
    const made = new Map([...(await createdInstruments())].flatMap(seriesOf));
    const asked = panels.flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => expr.match(NAME) ?? []),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(name => !made.has(name))).toEqual([]);
  });

  it('asks for no label that a series does not have, nor for one in a legend that it has summed over', async () => {
    const made = new Map([...(await createdInstruments())].flatMap(seriesOf));
    const wrong: string[] = [];
    let checked = 0;
    for (const { title, targets = [] } of panels) {
      for (const { expr, legendFormat } of targets) {
        for (const name of expr.match(NAME) ?? []) {
          const there = [...(made.get(name) ?? []), ...LABELS_OF_SCRAPES];
          const { selected, grouped } = labelsOf(expr);
          const shown = [...legendFormat.matchAll(/{{(\w+)}}/g)].map(
            ([, label]) => label,
          );
          const missing = [
            ...[...selected, ...(grouped ?? [])].filter(
              label => !there.includes(label),
            ),
            ...shown.filter(label => !(grouped ?? there).includes(label)),
          ];
          wrong.push(...missing.map(label => `${title}: ${name} ${label}`));
          checked += selected.length + shown.length;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(50);
  });

  it('chooses by labels that the series of each choice have', async () => {
    const made = new Map([...(await createdInstruments())].flatMap(seriesOf));
    for (const { name, query } of variables) {
      const [, series, label] =
        query.match(/^label_values\((\w+)(?:{[^}]*})?, (\w+)\)$/) ?? [];
      expect(made.has(series)).toBe(true);
      expect(label).toBe(name);
      expect([...(made.get(series) ?? []), ...LABELS_OF_SCRAPES]).toContain(
        label,
      );
    }
    expect(variables).toHaveLength(2);
  });

  it('says of each panel what it shows, in which unit, and what to do', () => {
    for (const { title, description = '', fieldConfig, targets } of panels) {
      expect([title, description.length > 80]).toEqual([title, true]);
      expect([title, fieldConfig?.defaults.unit]).toEqual([
        title,
        expect.stringMatching(/^(s|short|ops)$/),
      ]);
      expect(fieldConfig?.defaults.thresholds?.steps.length).toBeGreaterThan(0);
      for (const { datasource, expr } of targets ?? []) {
        expect(datasource.uid).toBe('${datasource}');
        expect(expr).toContain('{job=~"$job"');
      }
    }
  });

  it('has its rows, its variables, and no panel upon another', () => {
    expect(dashboard.schemaVersion).toBe(39);
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual([
      'datasource',
      'job',
      'repository',
    ]);
    expect(
      dashboard.panels
        .filter(({ type }) => type === 'row')
        .map(({ title }) => title),
    ).toEqual(['Queue', 'Publishing', 'Leases', 'Database clock']);
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from(
        { length: w * h },
        (_, index) => `${x + (index % w)}/${y + Math.floor(index / w)}`,
      ),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('the manual', () => {
  it('names every metric there is with its labels, and no other', async () => {
    const table = operating.slice(
      operating.indexOf('### Metrics'),
      operating.indexOf('### Logs'),
    );
    const described = [
      ...table.matchAll(/^\| `([a-z_]+)` *\| ([a-z, ]*) \|/gm),
    ].map(([, name, labels]) => [name, labels.trim()]);
    const there = [...(await createdInstruments())].map(
      ([name, { labels }]) => [name, [...labels].join(', ')],
    );
    expect(sorted(described)).toEqual(sorted(there));
  });
});

/** Metrics by name, each with its labels in one order. */
function sorted(metrics: string[][]): string[] {
  return metrics
    .map(([name, labels]) => `${name}: ${labels.split(', ').sort().join(' ')}`)
    .sort();
}
