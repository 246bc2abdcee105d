import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink } from '@backstage/ui';
import { classifyFailure, Failure } from '../../present/classifyFailure';
import { controlPlaneReactTranslationRef } from '../../translation';
import styles from './FailureAlert.module.css';

export interface FailureAlertProps {
  error: Error;
  /** Loads the newer state; offered when it has changed meanwhile. */
  onReload?: () => void;
  onDismiss?: () => void;
}

/** Beside a form or button whose call failed. What was typed stays, and the alert says how to go on. */
export function FailureAlert(props: FailureAlertProps) {
  const { error, onReload, onDismiss } = props;
  const failure = classifyFailure(error);
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const isOld = failure.kind === 'stale' || failure.kind === 'conflict';
  return (
    <div role="alert">
      <Alert
        status={isOld || failure.kind === 'offline' ? 'warning' : 'danger'}
        icon
        title={t(`failure.${failure.kind}.title`)}
        description={<Words failure={failure} error={error} />}
        customActions={
          <>
            {failure.kind === 'expired_session' && (
              <ButtonLink
                size="small"
                variant="secondary"
                href="/"
                target="_blank"
              >
                {t('failure.action.signInTab')}
              </ButtonLink>
            )}
            {isOld && onReload && (
              <Button size="small" variant="secondary" onPress={onReload}>
                {t('failure.action.reload')}
              </Button>
            )}
            {onDismiss && (
              <Button size="small" variant="tertiary" onPress={onDismiss}>
                {t('failure.action.dismiss')}
              </Button>
            )}
          </>
        }
      />
    </div>
  );
}

function Words({ failure, error }: { failure: Failure; error: Error }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  switch (failure.kind) {
    case 'expired_session':
    case 'offline':
      return <span>{t(`failure.${failure.kind}.inline`)}</span>;
    case 'invalid':
      return failure.fields.length > 0 ? (
        <ul className={styles.fields}>
          {failure.fields.map(({ field, expected, got }) => (
            <li key={`${field} ${expected}`}>
              {t('failure.field', { field, expected, got })}
            </li>
          ))}
        </ul>
      ) : (
        <span>{error.message}</span>
      );
    case 'denied':
    case 'missing':
    case 'conflict':
    case 'stale':
    case 'unavailable':
    case 'unexpected':
      return <span>{error.message}</span>;
    default: {
      const unreachable: never = failure;
      return unreachable;
    }
  }
}
