import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { controlPlaneTranslationRef } from '../../translation';
import { FormSection } from '../RequestForm/FormSection';

/** Offers the newest revision of the class, where the request keeps an older one. */
export function ClassRevisionField(props: {
  pinned: number;
  newest: EnvironmentClass;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const { pinned, newest, value, onChange } = props;
  const { t } = useTranslationRef(controlPlaneTranslationRef);
  const names = {
    name: newest.name,
    newest: String(newest.revision),
    pinned: String(pinned),
  };
  return (
    <FormSection title={t('request.change.classRevision')}>
      {newest.revision === pinned ? (
        <Text color="secondary">
          {t('request.change.classCurrent', { name: names.name })}
        </Text>
      ) : (
        <>
          <Text color="secondary">{t('request.change.classNewer', names)}</Text>
          <Checkbox isSelected={value} onChange={onChange}>
            {t('request.change.moveToCurrent', { newest: names.newest })}
          </Checkbox>
        </>
      )}
    </FormSection>
  );
}
