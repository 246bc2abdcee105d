import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  classifyFailure,
  FailureAlert,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { formTexts } from '../../translation';
import { FieldTexts } from './draft/checkDraft';
import styles from './RequestForm.module.css';

/** What keeps a form from going on: fields to mend, all named, or the call that failed. */
export function FormProblems(props: { errors: FieldTexts; failure?: Error }) {
  const { errors, failure } = props;
  const { t } = useTranslationRef(formTexts);
  const fields = Object.entries(errors);
  // A refusal for its fields is told by the fields.
  const isToldByFields =
    failure !== undefined &&
    fields.length > 0 &&
    classifyFailure(failure).kind === 'invalid';
  return (
    <>
      {fields.length > 0 && (
        <div role="alert" tabIndex={-1}>
          <Alert
            status="danger"
            icon
            title={t('form.problems', { count: fields.length })}
            description={
              <ul className={styles.problems}>
                {fields.map(([field, text]) => (
                  <li key={field}>
                    {field}: {text}
                  </li>
                ))}
              </ul>
            }
          />
        </div>
      )}
      {failure && !isToldByFields && <FailureAlert error={failure} />}
    </>
  );
}
