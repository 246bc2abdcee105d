import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/** Tells an instant (milliseconds since the epoch) to the minute, in the reader's language and zone. */
export function useExactTime(): (at: number) => string {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, {
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    return at => format.format(at);
  }, [language]);
}
