import { ControlPlaneError } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A refusal as the client throws it. */
export function aProblem(
  status: number,
  detail: string,
): Promise<ControlPlaneError> {
  const name = status === 409 ? 'ConflictError' : 'Error';
  return ControlPlaneError.fromResponse(
    new Response(
      JSON.stringify({
        type: 'about:blank',
        title: 'Problem',
        status,
        detail,
        instance: '/v1',
        error: { name, message: detail },
        response: { statusCode: status },
      }),
      { status },
    ),
  );
}
