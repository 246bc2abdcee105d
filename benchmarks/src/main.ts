import { benchmarks } from './benchmarks';
import { BenchmarkContext } from './frame/Benchmark';
import { compareWithCommitted, saveRatios } from './frame/committedRatios';
import { printResult } from './frame/printResult';

interface BenchmarkInput
  extends Pick<
    BenchmarkContext,
    'rounds' | 'quick' | 'postgresUrl' | 'directory'
  > {
  /** Ids of the benchmarks that run; all when empty. */
  only: string[];
  /** What becomes of the ratios besides being printed. */
  ratios: 'print' | 'compare' | 'save';
}

async function main(input: BenchmarkInput, signal: AbortSignal): Promise<void> {
  const chosen = benchmarks.filter(
    ({ id }) => input.only.length === 0 || input.only.includes(id),
  );
  for (const benchmark of chosen) {
    const startedAt = performance.now();
    console.log(`\n${benchmark.id}: ${benchmark.title}`);
    const result = await benchmark.run({
      ...input,
      signal,
      say: line => console.log(line),
    });
    const minutes = (performance.now() - startedAt) / 60_000;
    printResult(result, { minutes, say: line => console.log(line) });
    if (input.ratios === 'save') {
      await saveRatios(benchmark.id, result.ratios);
    }
    if (input.ratios === 'compare') {
      const worse = await compareWithCommitted(benchmark.id, result.ratios);
      worse.forEach(line => console.log(`  WORSE ${line}`));
      if (worse.length > 0) {
        process.exitCode = 1;
      }
    }
  }
}

const stop = new AbortController();
const onStop = () => stop.abort(new Error('Stopped'));
process.on('SIGTERM', onStop).on('SIGINT', onStop);
// Whoever started this program holds the other end: it must not outlive them.
process.stdin.resume().once('close', onStop);

main(JSON.parse(process.argv[2]), stop.signal)
  .catch(error => {
    console.error(stop.signal.aborted ? 'Stopped' : error);
    process.exitCode = 1;
  })
  .finally(() => process.stdin.destroy());
