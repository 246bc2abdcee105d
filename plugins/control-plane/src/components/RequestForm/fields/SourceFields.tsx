import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Grid } from '@backstage/ui';
import { formTexts } from '../../../translation';
import { FieldTexts } from '../draft/checkDraft';
import { SourceDraft } from '../draft/RequestDraft';
import { TextInput } from './TextInput';

/** Repository, ref and folder; errors by the API's names `source.url`, `source.ref` and `source.path`. */
export function SourceFields(props: {
  value: SourceDraft;
  onChange: (value: SourceDraft) => void;
  errors: FieldTexts;
  isDisabled?: boolean;
}) {
  const { value, onChange, errors, isDisabled } = props;
  const { t } = useTranslationRef(formTexts);
  return (
    <Grid.Root columns={{ initial: '1', md: '4' }} gap="4">
      <Grid.Item colSpan={{ initial: '1', md: '2' }}>
        <TextInput
          label={t('form.source.url')}
          description={t('form.source.urlHint')}
          placeholder="https://github.com/example/service.git"
          value={value.url}
          onChange={url => onChange({ ...value, url })}
          error={errors['source.url'] ?? errors.source}
          isDisabled={isDisabled}
        />
      </Grid.Item>
      <TextInput
        label={t('form.source.ref')}
        description={t('form.source.refHint')}
        placeholder="main"
        value={value.ref}
        onChange={ref => onChange({ ...value, ref })}
        error={errors['source.ref']}
        isDisabled={isDisabled}
      />
      <TextInput
        label={t('form.source.path')}
        description={t('form.source.pathHint')}
        placeholder="deploy"
        value={value.path}
        onChange={path => onChange({ ...value, path })}
        error={errors['source.path']}
        isDisabled={isDisabled}
      />
    </Grid.Root>
  );
}
