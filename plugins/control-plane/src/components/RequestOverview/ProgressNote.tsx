import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  EnvironmentRequest,
  isTerminalPhase,
  Progress,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Duration,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';

/** Where the reconcile stands, or why it failed and what comes next. Nothing once there is nothing under way. */
export function ProgressNote({ request }: { request: EnvironmentRequest }) {
  const { phase, progress } = request;
  if (!progress || isTerminalPhase(phase)) {
    return null;
  }
  if (progress.failure) {
    return <Failed progress={progress} failure={progress.failure} />;
  }
  return phase === 'ready' ? null : <UnderWay progress={progress} />;
}

function UnderWay({ progress }: { progress: Progress }) {
  const { t } = useTranslationRef(requestTexts);
  return (
    <Alert
      status="info"
      icon
      title={progress.message}
      description={
        <span>
          {progress.step}, {t('request.overview.since')}{' '}
          <Duration from={progress.since} />
        </span>
      }
    />
  );
}

function Failed(props: {
  progress: Progress;
  failure: NonNullable<Progress['failure']>;
}) {
  const { progress, failure } = props;
  const { t } = useTranslationRef(requestTexts);
  return (
    <div role="alert">
      <Alert
        status={failure.retryable ? 'warning' : 'danger'}
        icon
        title={`${progress.step}: ${failure.message}`}
        description={
          <span>
            {failure.advice &&
              t('request.overview.advice', { advice: failure.advice })}{' '}
            {failure.retryAt ? (
              <>
                {t('request.overview.retried')} <Instant at={failure.retryAt} />
                .
              </>
            ) : (
              t('request.overview.notRetried')
            )}
          </span>
        }
      />
    </div>
  );
}
