import {
  ControlPlaneError,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** The error of a call that the API refused with this status. */
export function problemError(
  status: number,
  options: { detail?: string; errors?: FieldError[] } = {},
): Promise<ControlPlaneError> {
  const { detail = `Answer ${status}`, errors } = options;
  const body = {
    type: 'about:blank',
    title: `Status ${status}`,
    status,
    detail,
    instance: '/v1/environment-requests',
    errors,
    error: { name: 'Error', message: detail },
    response: { statusCode: status },
  };
  return ControlPlaneError.fromResponse({
    status,
    statusText: '',
    text: async () => JSON.stringify(body),
  } as Response);
}
