import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { createNoopMeter, Meter } from '@opentelemetry/api';
import { FakeClock } from '../__testUtils__/FakeClock';
import { TestTelemetry } from '../__testUtils__/TestTelemetry';
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
  targets?: Array<{ expr: string; datasource: { uid: string } }>;
}

interface Dashboard {
  schemaVersion: number;
  panels: Panel[];
  templating: { list: Array<{ name: string; type: string }> };
}

const dashboard: Dashboard = JSON.parse(
  readFileSync(resolve(root, 'deploy/grafana/control-plane.json'), 'utf8'),
);
const operating = readFileSync(resolve(root, 'docs/operating.md'), 'utf8');

const panels = dashboard.panels.filter(({ type }) => type !== 'row');

type Instrument = 'counter' | 'gauge' | 'histogram';

/** Every instrument that the backend creates at its start, by asking all that create some. */
function createdInstruments(): Map<string, Instrument> {
  const created = new Map<string, Instrument>();
  const noop = createNoopMeter();
  const recorded =
    <K extends keyof Meter>(method: K, instrument: Instrument) =>
    (name: string, options?: object) => {
      created.set(name, instrument);
      return (noop[method] as Function).call(noop, name, options);
    };
  const meter: Meter = Object.assign(Object.create(noop), {
    createCounter: recorded('createCounter', 'counter'),
    createUpDownCounter: recorded('createUpDownCounter', 'gauge'),
    createObservableGauge: recorded('createObservableGauge', 'gauge'),
    createHistogram: recorded('createHistogram', 'histogram'),
  });
  const { tracer } = new TestTelemetry();
  const clock = new FakeClock();
  const logger = mockServices.logger.mock();
  OtelRequestTracker.create({ meter, clock });
  OtelJobWorkerEvents.create(meter);
  OtelLaneTracker.create({ meter, tracer, clock });
  OtelStepTracker.create({ meter, tracer, clock, logger });
  observeBacklog({
    meter,
    clock,
    logger,
    unitOfWork: jest.fn() as never,
    queue: jest.fn() as never,
  });
  return created;
}

/** The series that the Prometheus exporter makes of an instrument; it adds `_total` to counters, which ours end in already. */
function seriesOf([name, instrument]: [string, Instrument]): string[] {
  switch (instrument) {
    case 'counter':
      return [name.endsWith('_total') ? name : `${name}_total`];
    case 'gauge':
      return [name];
    case 'histogram':
      return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
    default: {
      const unreachable: never = instrument;
      throw new Error(`Unknown instrument ${unreachable}`);
    }
  }
}

const NAME = /\b(?:control_plane|api)_[a-z_]+\b/g;

describe('the dashboard', () => {
  it('asks for no series that the backend does not make', () => {
    const made = new Set([...createdInstruments()].flatMap(seriesOf));
    const asked = panels.flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => expr.match(NAME) ?? []),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(name => !made.has(name))).toEqual([]);
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
  it('names every metric there is, and no other', () => {
    const table = operating.slice(
      operating.indexOf('### Metrics'),
      operating.indexOf('### Logs'),
    );
    const described = [...table.matchAll(/^\| `([a-z_]+)`/gm)].map(
      ([, name]) => name,
    );
    expect(described.sort()).toEqual([...createdInstruments().keys()].sort());
  });
});
