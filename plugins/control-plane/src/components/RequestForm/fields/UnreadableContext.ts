import { createContext } from 'react';

/** Tells the form that a field holds text that is no value yet, so that nothing is sent without it. */
export const UnreadableContext = createContext<
  (path: string, isUnreadable: boolean) => void
>(() => {});
