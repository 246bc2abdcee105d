import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lengthInWords } from '../../time/timeWords';
import { useLanguage } from '../../time/useLanguage';
import { useNow } from '../../time/useNow';
import { controlPlaneReactTranslationRef } from '../../translation';

/** How long something took, or has been going on when `to` is absent. */
export function Duration(props: {
  /** ISO 8601. */
  from: string;
  to?: string;
}) {
  const now = useNow();
  const words = useLength();
  const to = props.to === undefined ? now : Date.parse(props.to);
  return <span>{words(Math.max(0, to - Date.parse(props.from)))}</span>;
}

/** Tells lengths of time, given in milliseconds, in words. */
export function useLength(): (milliseconds: number) => string {
  const language = useLanguage();
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return milliseconds =>
    lengthInWords(milliseconds, language) ?? t('facts.underASecond');
}
