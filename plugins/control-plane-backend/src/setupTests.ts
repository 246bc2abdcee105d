import fc from 'fast-check';

/**
 * The same generated cases at every run, so that a red run is the fault of the change under test.
 * Set FAST_CHECK_SEED to look for others; a failure prints the seed that repeats it.
 */
fc.configureGlobal({
  seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_121),
});
