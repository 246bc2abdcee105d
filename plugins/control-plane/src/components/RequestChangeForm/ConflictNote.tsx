import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { requestTexts } from '../../translation';
import styles from './RequestChangeForm.module.css';
import { ChangeForm } from './useChangeForm';

/** Says what somebody else changed while one was typing, and lets one choose how to go on. */
export function ConflictNote({ form }: { form: ChangeForm }) {
  const { t } = useTranslationRef(requestTexts);
  const nothing = t('request.change.conflict.nothing');
  return (
    <div role="alert">
      <Alert
        status="warning"
        icon
        title={t('request.change.conflict.title')}
        description={
          <>
            <span>{t('request.change.conflict.description')}</span>
            <ul className={styles.conflicts}>
              {form.conflicts.map(({ field, before, after }) => (
                <li key={field}>
                  {t('request.change.conflict.field', {
                    field,
                    before: before ?? nothing,
                    after: after ?? nothing,
                  })}
                </li>
              ))}
            </ul>
            {/* Beside the text, where the kit puts actions, they would leave it no room on a narrow screen. */}
            <div className={styles.conflictWays}>
              <Button
                size="small"
                variant="secondary"
                onPress={() => form.settle('keep')}
              >
                {t('request.change.conflict.keep')}
              </Button>
              <Button
                size="small"
                variant="tertiary"
                onPress={() => form.settle('take')}
              >
                {t('request.change.conflict.take')}
              </Button>
            </div>
          </>
        }
      />
    </div>
  );
}
