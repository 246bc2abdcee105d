import { LabelRow } from './RequestDraft';

/** The rows that somebody began; an untouched line says nothing. */
function begun(rows: readonly LabelRow[]): LabelRow[] {
  return rows
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ key, value }) => key !== '' || value !== '');
}

/** The labels as the API takes them. A record cannot hold a key twice: `repeatedLabels` finds what gets lost. */
export function labelsOf(rows: readonly LabelRow[]): Record<string, string> {
  return Object.fromEntries(begun(rows).map(({ key, value }) => [key, value]));
}

/** The rows of labels that exist. */
export function labelRows(
  labels: Readonly<Record<string, string>>,
): LabelRow[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value }));
}

/** Keys that stand in more than one row. */
export function repeatedLabels(rows: readonly LabelRow[]): string[] {
  const keys = begun(rows).map(({ key }) => key);
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}
