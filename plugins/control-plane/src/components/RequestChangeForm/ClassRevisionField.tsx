import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import {
  ClassRef,
  EnvironmentClass,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { requestTexts } from '../../translation';
import { FormSection } from '../RequestForm/FormSection';

/** Offers the newest revision of the class, where the request keeps an older one. */
export function ClassRevisionField(props: {
  pinned: ClassRef;
  /** Absent when the class is not offered any more. */
  newest?: EnvironmentClass;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const { pinned, newest, value, onChange } = props;
  const { t } = useTranslationRef(requestTexts);
  return (
    <FormSection title={t('request.change.classRevision')}>
      {newest && newest.revision !== pinned.revision ? (
        <>
          <Text color="secondary">
            {t('request.change.classNewer', {
              name: pinned.name,
              newest: String(newest.revision),
              pinned: String(pinned.revision),
            })}
          </Text>
          <Checkbox isSelected={value} onChange={onChange}>
            {t('request.change.moveToCurrent', {
              newest: String(newest.revision),
            })}
          </Checkbox>
        </>
      ) : (
        <Text color="secondary">
          {t(
            newest
              ? 'request.change.classCurrent'
              : 'request.change.classWithdrawn',
            { name: pinned.name },
          )}
        </Text>
      )}
    </FormSection>
  );
}
