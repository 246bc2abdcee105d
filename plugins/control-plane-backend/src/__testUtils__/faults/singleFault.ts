import { FaultDatabases } from './FaultDatabases';
import { FaultScenario, faultScenarios } from './faultScenarios';
import { FaultWorld } from './FaultWorld';
import {
  FaultKind,
  noFaults,
  RecordingPlan,
  SingleFault,
} from './ports/FaultPlan';
import { summaryOf } from './summaryOf';

/** Runs that share a world: what the checker reads grows with each, and a new world costs little. */
const RUNS_PER_WORLD = 12;

/** One fault at one call of a scenario. */
interface Place {
  at: number;
  call: string;
  kind: FaultKind;
}

export interface SingleFaultResult {
  /** Calls that the scenarios make. */
  calls: number;
  /** Faults that were tried. */
  places: number;
  problems: string[];
}

/**
 * Walks every call that the scenarios reach, with every kind of fault that the call can meet, one a run, and compares what is left with
 * the run without a fault.
 *
 * @param options.most - most faults to try: then they lie evenly among all that there are
 * @param options.seed - decides with which of them to begin
 */
export async function walkSingleFaults(options: {
  databases: FaultDatabases;
  scenarios?: readonly FaultScenario[];
  most?: number;
  seed?: number;
  report?: (line: string) => void;
  signal: AbortSignal;
}): Promise<SingleFaultResult> {
  const { databases, scenarios = faultScenarios, signal } = options;
  const { most = Infinity, seed = 0, report = () => {} } = options;
  const walks: Walk[] = [];
  for (const scenario of scenarios) {
    walks.push(await withoutFault(scenario, databases));
  }
  const all = walks.flatMap(({ places }) => places).length;
  const stride = Math.max(1, Math.ceil(all / most));
  const result: SingleFaultResult = { calls: 0, places: 0, problems: [] };
  let passed = seed % stride;
  for (const walk of walks) {
    const before = passed;
    const chosen = walk.places.filter(
      (_place, index) => (index + before) % stride === 0,
    );
    passed += walk.places.length;
    const problems = [
      ...walk.problems,
      ...(await tryPlaces({ ...walk, places: chosen }, databases, signal)),
    ];
    report(
      `  ${walk.scenario.name}: ${chosen.length} of ${walk.places.length} faults at ${walk.calls} calls, ${problems.length} problems`,
    );
    result.calls += walk.calls;
    result.places += chosen.length;
    result.problems.push(...problems);
  }
  return result;
}

/** What a scenario does and leaves without a fault. */
interface Walk {
  scenario: FaultScenario;
  calls: number;
  places: Place[];
  expected: string;
  problems: string[];
}

async function withoutFault(
  scenario: FaultScenario,
  databases: FaultDatabases,
): Promise<Walk> {
  const world = await FaultWorld.create(await databases.open());
  try {
    const plan = new RecordingPlan();
    const id = await scenario.run(world, () => {
      world.ports.plan = plan;
    });
    await world.settleDown();
    world.ports.plan = noFaults;
    const found = await world.problems({ keys: world.clients.keys });
    return {
      scenario,
      calls: plan.calls.length,
      places: plan.calls.flatMap(({ call, kinds }, at) =>
        kinds.map(kind => ({ at, call, kind })),
      ),
      expected: await summaryOf(world, id),
      problems: found.map(
        problem => `${scenario.name}, without a fault: ${problem}`,
      ),
    };
  } finally {
    await world.close();
  }
}

async function tryPlaces(
  walk: Walk,
  databases: FaultDatabases,
  signal: AbortSignal,
): Promise<string[]> {
  const { scenario, places } = walk;
  const runsPerWorld = scenario.isAlone ? 1 : RUNS_PER_WORLD;
  const problems: string[] = [];
  for (let from = 0; from < places.length; from += runsPerWorld) {
    const tried = places.slice(from, from + runsPerWorld);
    const world = await FaultWorld.create(await databases.open());
    try {
      for (const place of tried) {
        signal.throwIfAborted();
        problems.push(...(await tryPlace(world, walk, place)));
      }
      problems.push(
        ...(await world.problems({ keys: world.clients.keys })).map(
          problem =>
            `${scenario.name}, after ${nameOf(tried[0])} to ${nameOf(
              tried[tried.length - 1],
            )}: ${problem}`,
        ),
      );
    } finally {
      await world.close();
    }
  }
  return problems;
}

function nameOf({ at, call, kind }: Place): string {
  return `${kind} at call ${at} (${call})`;
}

async function tryPlace(
  world: FaultWorld,
  { scenario, expected }: Walk,
  place: Place,
): Promise<string[]> {
  const name = `${scenario.name}, ${nameOf(place)}`;
  const plan = new SingleFault(place.at, place.kind);
  try {
    const id = await scenario.run(world, () => {
      world.ports.plan = plan;
    });
    await world.settleDown();
    world.ports.plan = noFaults;
    const actual = await summaryOf(world, id);
    return [
      ...(plan.struck === place.call
        ? []
        : [`${name}: came to ${plan.struck ?? 'no call'} instead`]),
      ...(actual === expected
        ? []
        : [`${name}: expected ${expected}, got ${actual}`]),
    ];
  } catch (error) {
    world.ports.plan = noFaults;
    world.ports.revive();
    return [`${name}: ${error instanceof Error ? error.stack : error}`];
  }
}
