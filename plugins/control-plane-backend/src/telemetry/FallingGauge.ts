import { BatchObservableResult, ObservableGauge } from '@opentelemetry/api';

/**
 * Most label sets without a value that a gauge goes on telling of. Kinds, states, phases and repositories are few; what teams and targets were
 * ever paused under could go on growing as long as the process lives.
 */
const MAX_GONE = 1000;

/** One value of a gauge and the labels that it stands under. */
export interface LabelledValue {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/**
 * An asynchronous gauge that is zero where its labels have no value any more.
 *
 * @remarks
 * OpenTelemetry repeats the last value of labels that are not observed again for as long as the process lives, so what is gone has to be
 * observed as zero. An age is zero as well: nothing waits, so nothing is old. Zero is observed again and again, because a collection may run
 * out of time and lose what it was told, and because some readers forget. Of more than a thousand label sets that are gone, those that have
 * been for the longest are left to OpenTelemetry, whose last word on them is zero by then.
 */
export class FallingGauge {
  /** Every label set that had a value; those without one come first, the one that lost it first before the others. */
  readonly #seen = new Map<string, LabelledValue['labels']>();
  /** For whoever registers the callback that observes it. */
  readonly instrument: ObservableGauge;

  static create(instrument: ObservableGauge): FallingGauge {
    return new FallingGauge(instrument);
  }

  private constructor(instrument: ObservableGauge) {
    this.instrument = instrument;
  }

  /** Tells all values that there are now, each under labels of its own. */
  observe(
    result: BatchObservableResult,
    values: readonly LabelledValue[],
  ): void {
    const present = new Set<string>();
    for (const { labels, value } of values) {
      const key = JSON.stringify(labels);
      present.add(key);
      this.#seen.delete(key);
      this.#seen.set(key, labels);
      result.observe(this.instrument, value, labels);
    }
    let surplus = this.#seen.size - present.size - MAX_GONE;
    for (const [key, labels] of this.#seen) {
      if (present.has(key)) {
        return;
      }
      result.observe(this.instrument, 0, labels);
      if (surplus > 0) {
        surplus -= 1;
        this.#seen.delete(key);
      }
    }
  }
}
