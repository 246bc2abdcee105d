import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  EnvironmentClass,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  requestName,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useNavigate } from 'react-router-dom';
import { formTexts } from '../../translation';
import { ClassFacts } from '../ClassFacts';
import { DescribeStep } from './DescribeStep';
import { RequestDraft } from './draft/RequestDraft';
import { ParametersCheck } from './parameters/loadParametersCheck';
import { PlanStep } from './PlanStep';
import styles from './RequestForm.module.css';
import { Steps } from './Steps';
import { useRequestForm } from './useRequestForm';

/** Asks for something of a class: fields that come from the class, then the plan, then the request's page. */
export function RequestForm(props: {
  class: EnvironmentClass;
  checkParameters: ParametersCheck;
  /** What is known already, e.g. from the page that led here. */
  prefill: Partial<RequestDraft>;
}) {
  const { class: environmentClass, checkParameters, prefill } = props;
  const { t } = useTranslationRef(formTexts);
  const navigate = useNavigate();
  const links = useControlPlaneLinks();
  const toasts = useApi(toastApiRef);
  const form = useRequestForm({
    class: environmentClass,
    checkParameters,
    prefill,
    onCreated: (request: EnvironmentRequest) => {
      toasts.post({
        title: t('form.requested', { name: requestName(request) }),
        status: 'success',
        timeout: 5_000,
      });
      navigate(links.request(request.id));
    },
  });
  const { stage } = form;
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <Text as="h1" variant="title-small">
          {t('form.title', { title: environmentClass.title })}
        </Text>
        <ClassFacts environmentClass={environmentClass} />
        <Steps
          label={t('form.steps.label')}
          titles={[t('form.steps.describe'), t('form.steps.plan')]}
          current={stage.type === 'describing' ? 0 : 1}
        />
      </div>
      {form.isRestored && stage.type === 'describing' && (
        <Alert status="info" icon title={t('form.restored')} />
      )}
      {stage.type === 'describing' ? (
        <DescribeStep
          class={environmentClass}
          form={form}
          isPlanning={stage.isPlanning}
          failure={stage.failure}
        />
      ) : (
        <PlanStep
          plan={stage.plan}
          isSubmitting={stage.isSubmitting}
          failure={stage.failure}
          onBack={form.back}
          onSubmit={form.submit}
        />
      )}
    </div>
  );
}
