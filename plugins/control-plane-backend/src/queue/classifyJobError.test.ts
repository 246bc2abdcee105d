import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { classifyJobError } from './classifyJobError';

describe('classifyJobError', () => {
  it.each([
    [new InputError('no region'), 'terminal', 'InputError: no region'],
    [
      new NotAllowedError('not yours'),
      'terminal',
      'NotAllowedError: not yours',
    ],
    [new ConflictError('moved on'), 'retryable', 'ConflictError: moved on'],
    [
      new ServiceUnavailableError('down'),
      'retryable',
      'ServiceUnavailableError: down',
    ],
    [new TypeError('x is undefined'), 'retryable', 'TypeError: x is undefined'],
    ['a string', 'retryable', 'a string'],
    [undefined, 'retryable', 'undefined'],
  ])('judges %p', (error, type, message) => {
    expect(classifyJobError(error)).toEqual({ type, message });
  });
});
