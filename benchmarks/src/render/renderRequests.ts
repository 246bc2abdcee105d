import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { RenderContender, RenderInput, RenderOutput } from './renderProgram';

const CONTENDERS: RenderContender[] = ['ours', 'js-yaml'];

/** R1: what checks, guard rails, order and digests cost over writing the same objects as YAML. */
export const renderRequests: Benchmark = {
  id: 'R1',
  title: 'Renders and digests requests',
  async run(context) {
    const notes = new Set<string>();
    const rows = await compareInRounds(
      context,
      CONTENDERS.map(contender => ({
        name: contender,
        async measure() {
          const { figures, compiled, parsed } =
            await runInFreshProcess<RenderOutput>(
              require.resolve('./renderProgram'),
              {
                contender,
                requests: context.quick ? 1000 : 10_000,
              } satisfies RenderInput,
              context.signal,
            );
          if (contender === 'ours') {
            expectOnce(compiled, parsed);
            notes.add(
              `Schemas compiled: ${compiled.schemas} of ${compiled.classes} classes. YAML parsed while rendering: ${parsed} times.`,
            );
          }
          return figures;
        },
      })),
    );
    return {
      rows,
      ratios: [
        {
          name: 'ours / js-yaml dump of the same objects',
          value:
            figureOf(rows, 'ours', 'ms CPU a request') /
            figureOf(rows, 'js-yaml', 'ms CPU a request'),
          goal: { atMost: 1.5 },
        },
      ],
      notes: [...notes],
    };
  },
};

function expectOnce(compiled: RenderOutput['compiled'], parsed: number): void {
  if (compiled.schemas > compiled.classes) {
    throw new Error(
      `Expected a schema to be compiled once a class (${compiled.classes}), got ${compiled.schemas}`,
    );
  }
  if (parsed > 0) {
    throw new Error(`Expected nothing to parse YAML, got ${parsed} times`);
  }
}
