import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Button } from '@backstage/ui';
import { CreateRequestBody } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  classifyFailure,
  FailureAlert,
  ManifestBrowser,
  PlanSummary,
  TextSkeleton,
  useLoaded,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { useEffect, useState } from 'react';
import { newIdempotencyKey } from '../components/RequestForm';
import { formFieldsTexts } from '../translation';
import { readFormData, requestOf } from './formData';
import styles from './plan.module.css';
import { legibly } from './legibly';
import { textsOf } from './textsOf';

const schema = makeFieldSchema({
  output: z =>
    z
      .string()
      .describe(
        'Key of the plan, for `planKey` of the action that asks; empty while there is none',
      ),
});

function PlanField(props: typeof schema.TProps) {
  const body = requestOf(readFormData(props.formContext));
  const { onChange, formData } = props;
  const { t } = useTranslationRef(formFieldsTexts);
  // A new one each time the page is opened: a wizard that was started over asks for another environment.
  const [planKey] = useState(newIdempotencyKey);
  const isComplete =
    body.class !== '' &&
    body.team !== '' &&
    body.app !== '' &&
    body.region !== '';
  useEffect(() => {
    // A plan of what was typed before says nothing of what is typed now.
    if (!isComplete && formData !== '') {
      onChange('');
    }
  }, [isComplete, formData, onChange]);
  return isComplete ? (
    <PlanOf
      body={body}
      planKey={planKey}
      value={formData}
      onChange={onChange}
    />
  ) : (
    <Alert status="info" icon title={t('formFields.plan.incomplete')} />
  );
}

function PlanOf(props: {
  body: CreateRequestBody;
  planKey: string;
  value: string | undefined;
  onChange: (planKey: string) => void;
}) {
  const { body, planKey, value, onChange } = props;
  const { t } = useTranslationRef(formFieldsTexts);
  const plan = useLoaded(
    ['template-plan', planKey, JSON.stringify(body)],
    (api, signal) => api.planCreate(body, { idempotencyKey: planKey, signal }),
  );
  const found = plan.status === 'ready' ? planKey : '';
  useEffect(() => {
    if (value !== found) {
      onChange(found);
    }
  }, [value, found, onChange]);

  switch (plan.status) {
    case 'loading':
      return (
        <div role="status" aria-label={t('formFields.plan.planning')}>
          <TextSkeleton lines={6} />
        </div>
      );
    case 'failed':
      return <Refused error={plan.error} retry={plan.retry} />;
    case 'ready':
      return (
        <div className={styles.plan}>
          <Alert
            status={plan.value.approval.required ? 'warning' : 'success'}
            icon
            title={
              plan.value.approval.required
                ? t('formFields.plan.approval')
                : t('formFields.plan.noApproval')
            }
          />
          <PlanSummary plan={plan.value} withoutChanges />
          <ManifestBrowser manifests={plan.value.manifests} />
        </div>
      );
    default: {
      const unreachable: never = plan;
      return unreachable;
    }
  }
}

/** Why there is no plan: what to mend, field by field, or what went wrong on the way. */
function Refused(props: { error: Error; retry: () => void }) {
  const { error, retry } = props;
  const { t } = useTranslationRef(formFieldsTexts);
  const failure = classifyFailure(error);
  return failure.kind === 'invalid' && failure.fields.length > 0 ? (
    <div role="alert">
      <Alert
        status="danger"
        icon
        title={t('formFields.plan.refused')}
        description={
          <>
            {t('formFields.plan.refusedHint')}
            <ul>
              {failure.fields.map(({ field, expected, got }) => (
                <li key={`${field} ${expected}`}>
                  {t('formFields.plan.refusedField', { field, expected, got })}
                </li>
              ))}
            </ul>
          </>
        }
      />
    </div>
  ) : (
    <div className={styles.plan}>
      <FailureAlert error={error} />
      <div>
        <Button variant="secondary" onPress={retry}>
          {t('formFields.plan.retry')}
        </Button>
      </div>
    </div>
  );
}

/** What the template's request would make; the wizard goes on only with a plan. */
export const plan = createFormField({
  name: 'ControlPlanePlan',
  component: legibly(PlanField),
  schema,
  validation: (planKey, field, { apiHolder }) => {
    if (!planKey) {
      field.addError(textsOf(apiHolder)('formFields.missing.plan'));
    }
  },
});
