/** The first characters that make a spreadsheet take a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A value as a cell of CSV (RFC 4180).
 *
 * @remarks
 * What a spreadsheet would run gets an apostrophe in front, which spreadsheets hide: names and reasons are other people's text
 * (https://owasp.org/www-community/attacks/CSV_Injection). Spaces before a formula do not save it, so they are looked through.
 */
export function csvCell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  const safe =
    typeof value === 'string' && FORMULA.test(text.replace(/^[ \u00a0]+/, ''))
      ? `'${text}`
      : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows as a CSV file; the mark at its beginning tells spreadsheets that it is UTF-8. */
export function csvFile(
  rows: ReadonlyArray<ReadonlyArray<string | number | undefined>>,
): string {
  return `\ufeff${rows
    .map(row => `${row.map(csvCell).join(',')}\r\n`)
    .join('')}`;
}
