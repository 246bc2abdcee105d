import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The language in which the app shows numbers and times. */
export function useLanguage(): string {
  return useApi(appLanguageApiRef).getLanguage().language;
}
