import {
  canonicalJson,
  sha256Hex,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TaskContext } from './TaskContext';

/**
 * Names what one run of one step does: the same when the task is resumed or tried again, and another for each turn of an `each`.
 *
 * @remarks
 * The control plane takes it as idempotency key: a task that died between the answer and its checkpoint finds the request that it had made.
 */
export function stepKey(context: TaskContext): string {
  const turn = sha256Hex(
    canonicalJson([context.step?.id ?? '', context.each ?? null]),
  );
  return `scaffolder:${context.task.id}:${turn.slice(0, 16)}`;
}
