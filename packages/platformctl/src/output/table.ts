import Table from 'cli-table3';
import { printable } from './printable';

export type Cell = string | number | undefined;

/** What a table shows of each item. */
export interface Column<T> {
  title: string;
  value: (item: T) => Cell;
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Columns without lines and colours, so that the text can be cut and searched. */
export function formatTable<T>(
  items: readonly T[],
  columns: ReadonlyArray<Column<T>>,
): string {
  return layOut([
    columns.map(({ title }) => title),
    ...items.map(item => columns.map(({ value }) => cellText(value(item)))),
  ]);
}

/** Name and value, one pair a line; values that are absent are left out. */
export function formatDetails(
  details: ReadonlyArray<readonly [string, Cell]>,
): string {
  return layOut(
    details
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [`${name}:`, cellText(value)]),
  );
}

function cellText(value: Cell): string {
  return value === undefined || value === '' ? '-' : printable(String(value));
}

function layOut(rows: string[][]): string {
  const table = new Table({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map(line => `${line.trimEnd()}\n`)
    .join('');
}
