import { useCallback } from 'react';
import { exactInWords } from './timeWords';
import { useLanguage } from './useLanguage';

/** Tells an instant (milliseconds since the epoch) exactly, as `Instant` does, for sentences that hold one. */
export function useExactTime(): (at: number) => string {
  const language = useLanguage();
  return useCallback(at => exactInWords(at, language), [language]);
}
