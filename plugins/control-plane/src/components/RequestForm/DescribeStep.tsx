import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Grid } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FormEvent, useRef } from 'react';
import { formTexts } from '../../translation';
import { focusFirstProblem } from './focusFirstProblem';
import { FormProblems } from './FormProblems';
import { FormSection } from './FormSection';
import {
  AppField,
  LabelsField,
  LeaseField,
  ParametersField,
  RegionField,
  SourceFields,
  TeamField,
  TextInput,
  UnreadableContext,
} from './fields';
import { membersOf } from './parameters/ParameterControl';
import styles from './RequestForm.module.css';
import { RequestFormState } from './useRequestForm';

/** The fields of a request. */
export function DescribeStep(props: {
  class: EnvironmentClass;
  form: RequestFormState;
  isPlanning: boolean;
  failure?: Error;
}) {
  const { class: environmentClass, form, isPlanning, failure } = props;
  const { draft, errors, change } = form;
  const { title, name, parametersSchema } = environmentClass;
  const { t } = useTranslationRef(formTexts);
  const element = useRef<HTMLFormElement>(null);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    // Fields that hand over what was typed when they are left, such as numbers, do so before the check.
    if (document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
    if (!(await form.showPlan())) {
      requestAnimationFrame(() => {
        if (element.current) {
          focusFirstProblem(element.current);
        }
      });
    }
  };

  return (
    <form ref={element} className={styles.form} onSubmit={onSubmit} noValidate>
      <UnreadableContext.Provider value={form.reportUnreadable}>
        <FormSection
          title={t('form.sections.where')}
          hint={t('form.sections.whereHint')}
        >
          <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
            <TeamField
              chosen={{ class: name, region: draft.region || undefined }}
              value={draft.team}
              onChange={team => change({ team })}
              error={errors.team}
              isRequired
            />
            <AppField
              team={draft.team}
              value={draft.app}
              onChange={app => change({ app })}
              error={errors.app}
              isRequired
            />
            <RegionField
              class={environmentClass}
              team={draft.team}
              value={draft.region}
              onChange={region => change({ region })}
              error={errors.region}
              isRequired
            />
          </Grid.Root>
        </FormSection>
        <FormSection title={t('form.sections.lease')}>
          <LeaseField
            class={environmentClass}
            value={draft.leaseHours}
            onChange={leaseHours => change({ leaseHours })}
            error={errors.leaseHours}
          />
        </FormSection>
        {membersOf(parametersSchema).length > 0 && (
          <FormSection
            title={t('form.sections.parameters')}
            hint={t('form.sections.parametersHint', { title })}
          >
            <ParametersField
              schema={parametersSchema}
              value={draft.parameters}
              onChange={parameters => change({ parameters })}
              errors={errors}
            />
          </FormSection>
        )}
        <FormSection
          title={t('form.sections.source')}
          hint={t('form.sections.sourceHint')}
        >
          <SourceFields
            value={draft.source}
            onChange={source => change({ source })}
            errors={errors}
          />
        </FormSection>
        <FormSection
          title={t('form.sections.about')}
          hint={t('form.sections.aboutHint')}
        >
          <TextInput
            label={t('form.reason.label')}
            description={t('form.reason.hint')}
            rows={2}
            value={draft.reason}
            onChange={reason => change({ reason })}
            error={errors.reason}
          />
          <TextInput
            label={t('form.owner.label')}
            description={t('form.owner.hint')}
            placeholder="group:default/platform"
            value={draft.owner}
            onChange={owner => change({ owner })}
            error={errors.owner}
          />
          <LabelsField
            value={draft.labels}
            onChange={labels => change({ labels })}
            errors={errors}
          />
        </FormSection>
        <FormProblems errors={errors} failure={failure} />
        <div className={styles.actions}>
          <Button type="submit" variant="primary" isPending={isPlanning}>
            {t('form.actions.next')}
          </Button>
          <Button
            variant="tertiary"
            isDisabled={isPlanning}
            onPress={form.startOver}
          >
            {t('form.actions.startOver')}
          </Button>
        </div>
      </UnreadableContext.Provider>
    </form>
  );
}
