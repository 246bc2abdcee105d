import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';

/** The language in which the app shows numbers and times, in the kind that the reader's browser prefers, e.g. `en-GB`. */
export function useLanguage(): string {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return (
    navigator.languages.find(
      each => each === language || each.startsWith(`${language}-`),
    ) ?? language
  );
}
