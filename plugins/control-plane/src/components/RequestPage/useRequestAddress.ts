import {
  REQUEST_TABS,
  RequestTab,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useSearchParams } from 'react-router-dom';

const TASKS = ['change', 'extend', 'delete'] as const;
/** Something that one does on the page, rather than looks at. */
export type RequestTask = (typeof TASKS)[number];

/** What the address of a request's page says: which tab, and whether something is being done. */
export interface RequestAddress {
  tab: RequestTab;
  task?: RequestTask;
  setTab: (tab: RequestTab) => void;
  setTask: (task: RequestTask | undefined) => void;
}

function memberOf<T extends string>(
  known: readonly T[],
  value: string | null,
): T | undefined {
  return known.find(one => one === value);
}

/** Keeps tab and task in the address, so that links and the browser's way back reach them. */
export function useRequestAddress(): RequestAddress {
  const [params, setParams] = useSearchParams();
  const set = (changes: Record<string, string | undefined>) =>
    setParams(previous => {
      const next = new URLSearchParams(previous);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      return next;
    });
  return {
    tab: memberOf(REQUEST_TABS, params.get('tab')) ?? 'overview',
    task: memberOf(TASKS, params.get('do')),
    setTab: tab =>
      set({
        tab,
        do: undefined,
        file: undefined,
        revision: undefined,
        from: undefined,
      }),
    setTask: task => set({ do: task }),
  };
}
