import {
  TranslationFunction,
  translationApiRef,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { formFieldsTexts } from '../translation';

/** The texts of the fields, for checks outside of a component; the field that is checked has loaded them. */
export function textsOf(
  apis: ReturnType<typeof useApiHolder>,
): TranslationFunction<(typeof formFieldsTexts)['T']> {
  const texts = apis.get(translationApiRef)?.getTranslation(formFieldsTexts);
  if (!texts?.ready) {
    throw new Error(
      'expected the texts of the form, got none yet; try again in a moment',
    );
  }
  return texts.t;
}
