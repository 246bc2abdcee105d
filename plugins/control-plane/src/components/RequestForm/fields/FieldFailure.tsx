import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { formTexts } from '../../../translation';

/** In place of a field whose choices could not be loaded. */
export function FieldFailure(props: { error: Error; retry: () => void }) {
  const { error, retry } = props;
  const { t } = useTranslationRef(formTexts);
  return (
    <div role="alert">
      <Alert
        status="danger"
        icon
        title={t('form.fieldFailed')}
        description={error.message}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('form.retry')}
          </Button>
        }
      />
    </div>
  );
}
