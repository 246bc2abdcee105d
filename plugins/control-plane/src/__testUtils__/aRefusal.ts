import {
  ControlPlaneError,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A refusal for what is wrong with fields, as the client throws it. */
export function aRefusal(errors: FieldError[]): Promise<ControlPlaneError> {
  return ControlPlaneError.fromResponse(
    new Response(
      JSON.stringify({
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'Some fields are wrong',
        instance: '/v1',
        errors,
        error: { name: 'InputError', message: 'Some fields are wrong' },
        response: { statusCode: 400 },
      }),
      { status: 400 },
    ),
  );
}
