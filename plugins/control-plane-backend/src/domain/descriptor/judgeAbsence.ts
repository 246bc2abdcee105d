import { DescriptorRecord } from './DescriptorRecord';

/** Fewest descriptors whose absence at once can be an accident of the catalog. */
const MASS_FLOOR = 5;

/** How often in a row a descriptor must be absent before it counts as removed. */
const LOOKS = 2;

type Known = Pick<
  DescriptorRecord,
  'entityRef' | 'missingLooks' | 'missingSince'
>;

/** What the absence of descriptors means. Every list holds entity references. */
export type AbsenceVerdict =
  /** So many are absent that the catalog is doubted: nothing is counted. */
  | { type: 'held'; reason: string }
  | {
      type: 'judged';
      /** Absent, and not for long enough: one look more is counted. */
      missing: string[];
      /** Absent for so long that they count as removed. */
      removed: string[];
      /** Here again after having been absent. */
      back: string[];
    };

/**
 * Judges which of the known descriptors are gone. Pure.
 *
 * @remarks
 * A catalog that is built anew, or whose providers fail, looks like one from which everything was removed. So absence counts only when it is
 * seen in two looks and lasts for the grace, never when the catalog is empty as a whole, and not when five or more that are over half of
 * all known ones are absent together, unless the operator says that this is meant.
 */
export function judgeAbsence(options: {
  known: readonly Known[];
  seen: ReadonlySet<string>;
  catalogIsEmpty: boolean;
  graceSeconds: number;
  holdMassRemoval: boolean;
  now: Date;
}): AbsenceVerdict {
  const { known, seen, now } = options;
  const absent = known.filter(({ entityRef }) => !seen.has(entityRef));
  if (absent.length > 0 && options.catalogIsEmpty) {
    return {
      type: 'held',
      reason: `The catalog is empty as a whole; the ${absent.length} known descriptors are not taken as removed`,
    };
  }
  const isMass =
    absent.length >= MASS_FLOOR && absent.length > known.length / 2;
  if (isMass && options.holdMassRemoval) {
    return {
      type: 'held',
      reason: `${absent.length} of ${known.length} descriptors are absent at once and are not taken as removed; if they were removed on purpose, set controlPlane.catalog.holdMassRemoval to false until they are gone`,
    };
  }
  const isOver = ({ missingLooks, missingSince }: Known) =>
    missingLooks + 1 >= LOOKS &&
    missingSince !== undefined &&
    now.getTime() - missingSince.getTime() >= options.graceSeconds * 1000;
  const refs = (records: readonly Known[]) =>
    records.map(({ entityRef }) => entityRef);
  return {
    type: 'judged',
    missing: refs(absent.filter(record => !isOver(record))),
    removed: refs(absent.filter(isOver)),
    back: refs(
      known.filter(
        ({ entityRef, missingLooks }) =>
          missingLooks > 0 && seen.has(entityRef),
      ),
    ),
  };
}
