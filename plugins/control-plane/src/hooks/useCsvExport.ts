import { useApi } from '@backstage/frontend-plugin-api';
import { Page } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useEffect, useRef, useState } from 'react';
import { csvFile } from '../present/csv';
import { saveFile } from '../present/saveFile';

/** How an export stands. */
export type CsvExportState =
  | { status: 'idle' }
  | { status: 'running'; count: number }
  | { status: 'cancelled' }
  | { status: 'failed'; error: Error }
  | { status: 'done'; count: number };

export interface CsvExport {
  state: CsvExportState;
  start: () => void;
  cancel: () => void;
}

/** Reads everything that matches, page after page, and saves it as a CSV file. Leaving the page ends it. */
export function useCsvExport<T>(options: {
  fileName: string;
  header: readonly string[];
  row: (item: T) => ReadonlyArray<string | number | undefined>;
  loadPage: (
    api: ControlPlaneApi,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<Page<T>>;
}): CsvExport {
  const api = useApi(controlPlaneApiRef);
  const [state, setState] = useState<CsvExportState>({ status: 'idle' });
  const controller = useRef<AbortController>();
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (signal: AbortSignal) => {
    const rows: ReadonlyArray<string | number | undefined>[] = [];
    let cursor: string | undefined;
    do {
      const page = await options.loadPage(api, cursor, signal);
      signal.throwIfAborted();
      rows.push(...page.items.map(options.row));
      cursor = page.nextCursor;
      setState({ status: 'running', count: rows.length });
    } while (cursor !== undefined);
    saveFile({
      name: options.fileName,
      type: 'text/csv;charset=utf-8',
      content: csvFile([options.header, ...rows]),
    });
    return rows.length;
  };

  return {
    state,
    start() {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      setState({ status: 'running', count: 0 });
      run(signal).then(
        count => setState({ status: 'done', count }),
        (error: unknown) => {
          // A newer run or the page's end has the say over an aborted one.
          if (!signal.aborted) {
            setState({
              status: 'failed',
              error: error instanceof Error ? error : new Error(String(error)),
            });
          }
        },
      );
    },
    cancel() {
      controller.current?.abort();
      setState({ status: 'cancelled' });
    },
  };
}
