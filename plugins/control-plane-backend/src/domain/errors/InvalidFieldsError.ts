import { InputError } from '@backstage/errors';
import {
  FieldError,
  formatFieldErrors,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Input that is wrong, field by field; answered with status 400 and the fields. */
export class InvalidFieldsError extends InputError {
  readonly fields: FieldError[];

  constructor(fields: FieldError[]) {
    super(formatFieldErrors(fields));
    this.name = 'InputError';
    this.fields = fields;
  }
}
