import { HiddenText } from '../HiddenText';
import { exactInWords, relativeInWords } from '../../time/timeWords';
import { useLanguage } from '../../time/useLanguage';
import { useNow } from '../../time/useNow';

/** An instant as seen from now; the exact time in the reader's zone on hover and for screen readers. */
export function Instant(props: {
  /** ISO 8601. */
  at: string;
}) {
  const now = useNow();
  const language = useLanguage();
  const at = Date.parse(props.at);
  const exact = exactInWords(at, language);
  return (
    <time dateTime={props.at} title={exact}>
      {relativeInWords(at, now, language)}
      <HiddenText>{` (${exact})`}</HiddenText>
    </time>
  );
}
