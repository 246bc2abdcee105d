import { isError } from '@backstage/errors';
import { Alert } from '@backstage/ui';

/** Shows what the backend said; the error itself only tells the status of the response. */
export function SignInFailed({ error }: { error?: Error }) {
  const reason = isError(error?.cause) ? error.cause : error;
  return (
    <Alert
      status="danger"
      icon
      title="The sign-in failed"
      description={reason?.message}
    />
  );
}
