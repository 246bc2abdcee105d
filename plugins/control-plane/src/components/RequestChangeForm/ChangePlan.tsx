import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  FailureAlert,
  PlanSummary,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { ScreenSection } from '../ScreenSection';
import styles from './RequestChangeForm.module.css';
import { ChangeForm, ChangeStage } from './useChangeForm';

/** What a change would do, before it is asked for. */
export function ChangePlan(props: {
  form: ChangeForm;
  stage: Extract<ChangeStage, { type: 'planned' }>;
}) {
  const { form, stage } = props;
  const { t } = useTranslationRef(requestTexts);
  return (
    <>
      <ScreenSection title={t('request.change.planTitle')}>
        <PlanSummary plan={stage.plan} />
      </ScreenSection>
      {stage.failure && <FailureAlert error={stage.failure} />}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isPending={stage.isSubmitting}
          onPress={form.submit}
        >
          {t('request.change.submit')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={stage.isSubmitting}
          onPress={form.back}
        >
          {t('request.change.edit')}
        </Button>
      </div>
    </>
  );
}
