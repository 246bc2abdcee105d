import { ServiceUnavailableError } from '@backstage/errors';
import { FailureAlert, FailurePanel, LoadedContent, useLoaded } from '../src';
import { problemError } from '../src/testUtils/index';
import { Part } from './Part';

const statuses = [400, 401, 403, 404, 409, 412, 503, 500];

const offline = new ServiceUnavailableError(
  'The control plane does not answer',
  new Error('Failed to fetch'),
);

/** What is shown when a call fails, by the kind of failure. */
export function FailureParts() {
  const errors = useLoaded(['every failure'], async () => [
    ...(await Promise.all(statuses.map(status => problemError(status)))),
    offline,
  ]);
  return (
    <>
      <Part name="LoadedContent while it loads">
        <LoadedContent loaded={{ status: 'loading' }}>{String}</LoadedContent>
      </Part>
      <Part name="FailurePanel and FailureAlert">
        <LoadedContent loaded={errors}>
          {all =>
            all.map(error => (
              <div key={error.message}>
                <FailurePanel error={error} retry={() => undefined} />
                <FailureAlert error={error} onReload={() => undefined} />
              </div>
            ))
          }
        </LoadedContent>
      </Part>
    </>
  );
}
