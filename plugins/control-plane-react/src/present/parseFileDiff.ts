import { FileDiff } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { HunkData, parseDiff } from 'react-diff-view';
import { hunksOf } from './countDiffLines';

/** A diff as hunks to draw, or as text where it has a form that cannot be read. */
export type ParsedDiff =
  | { type: 'hunks'; hunks: HunkData[] }
  | { type: 'text'; text: string };

/** Reads a file's unified diff; the parser wants the header of a Git diff, which the API leaves out. */
export function parseFileDiff(file: FileDiff): ParsedDiff {
  const hunks = hunksOf(file.diff);
  const header = 'diff --git a/file b/file\n--- a/file\n+++ b/file\n';
  try {
    const [parsed] = parseDiff(header + hunks, { nearbySequences: 'zip' });
    return parsed && parsed.hunks.length > 0
      ? { type: 'hunks', hunks: parsed.hunks }
      : { type: 'text', text: file.diff };
  } catch {
    return { type: 'text', text: file.diff };
  }
}
