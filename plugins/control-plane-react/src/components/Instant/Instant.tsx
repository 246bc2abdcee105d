import { HiddenText } from '../HiddenText';
import { exactInWords, relativeInWords } from '../../time/timeWords';
import { useLanguage } from '../../time/useLanguage';
import { useNow } from '../../time/useNow';

/**
 * An instant as seen from now; the exact time in the reader's zone on hover and for screen readers.
 *
 * @remarks
 * `exact` shows the exact time itself, for lists whose lines are seconds apart.
 */
export function Instant(props: {
  /** ISO 8601. */
  at: string;
  exact?: boolean;
}) {
  const now = useNow();
  const language = useLanguage();
  const at = Date.parse(props.at);
  const exact = exactInWords(at, language);
  if (props.exact) {
    return <time dateTime={props.at}>{exact}</time>;
  }
  return (
    <time dateTime={props.at} title={exact}>
      {relativeInWords(at, now, language)}
      <HiddenText>{` (${exact})`}</HiddenText>
    </time>
  );
}
