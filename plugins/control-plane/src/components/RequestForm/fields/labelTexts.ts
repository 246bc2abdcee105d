import {
  createRequestBodySchema,
  parseInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FieldTexts } from '../draft/checkDraft';
import { LabelRow } from '../draft/RequestDraft';

const labelsSchema = createRequestBodySchema.pick({ labels: true });

/**
 * What is wrong with a label, told apart by key and value.
 *
 * @remarks
 * The API has one path for both, and quotes a key that is no plain name; only its own check knows how.
 */
export function labelTexts(
  row: LabelRow,
  errors: FieldTexts,
): { ofKey?: string; ofValue?: string } {
  const key = row.key.trim();
  const check = (value: string) =>
    parseInput(labelsSchema, { labels: { [key]: value } });
  const ofKeyAlone = check('');
  if (ofKeyAlone.type === 'invalid') {
    return { ofKey: errors[ofKeyAlone.errors[0].field] };
  }
  const text = errors[`labels.${key}`];
  return check(row.value.trim()).type === 'invalid'
    ? { ofValue: text }
    : { ofKey: text };
}
