import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  EnvironmentClass,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailureAlert } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { FormEvent } from 'react';
import { requestTexts } from '../../translation';
import {
  LabelsField,
  ParametersCheck,
  ParametersField,
  SourceFields,
  TextInput,
} from '../RequestForm';
import { FormSection } from '../RequestForm/FormSection';
import { ChangeDraft } from './changeDraft';
import { ClassRevisionField } from './ClassRevisionField';
import styles from './RequestChangeForm.module.css';
import { ChangeForm, ChangeStage } from './useChangeForm';

/** One revision of a class, as the form reads it. */
export interface ClassInForm {
  class: EnvironmentClass;
  check: ParametersCheck;
}

/** What the form knows of the request's class. */
export interface ClassesInForm {
  /** The revision that the request keeps unless it moves. */
  pinned: ClassInForm;
  /** What is offered now; absent when nothing is. */
  newest?: ClassInForm;
}

/** The revision that a change is held to. */
export function chooseClass(
  known: ClassesInForm,
  { movesClass }: Pick<ChangeDraft, 'movesClass'>,
): ClassInForm {
  return (movesClass && known.newest) || known.pinned;
}

/** The fields of a change, with what is wrong beside each. */
export function ChangeFields(props: {
  request: EnvironmentRequest;
  known: ClassesInForm;
  form: ChangeForm;
  stage: Extract<ChangeStage, { type: 'editing' }>;
  onDiscard: () => void;
}) {
  const { request, known, form, stage } = props;
  const { draft, edit, errors } = form;
  const { t } = useTranslationRef(requestTexts);
  const { parametersSchema } = chooseClass(known, draft).class;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.plan();
  };
  return (
    // Errors are told in the words of the API, not of the browser.
    <form className={styles.form} onSubmit={submit} noValidate>
      <FormSection title={t('request.change.parameters')}>
        {Object.keys(parametersSchema.properties ?? {}).length === 0 ? (
          <Text color="secondary">
            {t('request.change.noParameters', { name: request.class.name })}
          </Text>
        ) : (
          <ParametersField
            schema={parametersSchema}
            value={draft.parameters}
            onChange={parameters => edit({ parameters })}
            errors={errors}
          />
        )}
      </FormSection>
      <FormSection
        title={t('request.change.source')}
        hint={t('request.change.sourceHint')}
      >
        <SourceFields
          value={draft.source}
          onChange={source => edit({ source })}
          errors={errors}
        />
      </FormSection>
      <FormSection title={t('request.change.ownerAndLabels')}>
        <TextInput
          label={t('request.change.owner')}
          description={t('request.change.ownerHint')}
          value={draft.owner}
          onChange={owner => edit({ owner })}
          error={errors.owner}
        />
        <LabelsField
          value={draft.labels}
          onChange={labels => edit({ labels })}
          errors={errors}
        />
      </FormSection>
      <ClassRevisionField
        pinned={request.class}
        newest={known.newest?.class}
        value={draft.movesClass}
        onChange={movesClass => edit({ movesClass })}
      />
      <FormSection title={t('request.change.reasonTitle')}>
        <TextInput
          label={t('request.change.reason')}
          description={t('request.change.reasonHint')}
          rows={3}
          value={draft.reason}
          onChange={reason => edit({ reason })}
          error={errors.reason}
        />
      </FormSection>
      {stage.failure && <FailureAlert error={stage.failure} />}
      <div className={styles.buttons}>
        <Button
          type="submit"
          variant="primary"
          isPending={stage.isPlanning}
          isDisabled={form.isEmpty || form.conflicts.length > 0}
        >
          {t('request.change.plan')}
        </Button>
        <Button variant="secondary" onPress={props.onDiscard}>
          {t('request.change.discard')}
        </Button>
        {form.isEmpty && (
          <Text color="secondary">{t('request.change.nothing')}</Text>
        )}
      </div>
    </form>
  );
}
