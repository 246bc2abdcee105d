import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink } from '@backstage/ui';
import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  classifyFailure,
  FailureAlert,
  ManifestBrowser,
  PlanSummary,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { formTexts } from '../../translation';
import styles from './RequestForm.module.css';

/** What the request would make, and the button that asks for it. */
export function PlanStep(props: {
  plan: Plan;
  isSubmitting: boolean;
  failure?: Error;
  onBack: () => void;
  onSubmit: () => void;
}) {
  const { plan, isSubmitting, failure, onBack, onSubmit } = props;
  const { t } = useTranslationRef(formTexts);
  return (
    <div className={styles.form}>
      {/* Everything of a new request is new: the manifests below are the change. */}
      <PlanSummary plan={plan} withoutChanges />
      <ManifestBrowser manifests={plan.manifests} />
      {failure && <SubmitFailure failure={failure} plan={plan} />}
      <div className={styles.stickyActions}>
        <Button variant="primary" isPending={isSubmitting} onPress={onSubmit}>
          {plan.approval.required
            ? t('form.actions.submitApproval')
            : t('form.actions.submit')}
        </Button>
        <Button variant="secondary" isDisabled={isSubmitting} onPress={onBack}>
          {t('form.actions.back')}
        </Button>
      </div>
    </div>
  );
}

/** A create that failed may have worked: the answer can be lost, the request cannot be doubled. */
function SubmitFailure(props: { failure: Error; plan: Plan }) {
  const { failure, plan } = props;
  const { t } = useTranslationRef(formTexts);
  const links = useControlPlaneLinks();
  switch (classifyFailure(failure).kind) {
    case 'conflict':
      return (
        <>
          <FailureAlert error={failure} />
          <Alert
            status="info"
            icon
            title={t('form.alreadyMade')}
            customActions={
              <ButtonLink
                size="small"
                variant="secondary"
                href={links.request(plan.requestId)}
              >
                {t('form.openRequest')}
              </ButtonLink>
            }
          />
        </>
      );
    case 'offline':
    case 'unavailable':
    case 'unexpected':
      return (
        <>
          <FailureAlert error={failure} />
          <Alert status="info" icon title={t('form.unanswered')} />
        </>
      );
    default:
      return <FailureAlert error={failure} />;
  }
}
