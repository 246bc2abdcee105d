import {
  createTranslationRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';
import { audit } from './audit';
import { decide } from './decide';
import { entity } from './entity';
import { fleet } from './fleet';
import { form } from './form';
import { formFields } from './formFields';
import { offer } from './offer';
import { operations } from './operations';
import { request } from './request';

/**
 * Every text of the plugin, to be translated or reworded by an app.
 *
 * @remarks
 * One file for each area of the pages; `as const` there keeps the names of values that a text needs known to the compiler.
 */
export const controlPlaneTranslationRef = createTranslationRef({
  id: 'plugin.control-plane',
  messages: {
    audit,
    decide,
    entity,
    fleet,
    form,
    formFields,
    offer,
    operations,
    request,
  },
});

type Messages = (typeof controlPlaneTranslationRef)['T'];

/**
 * The same texts under the same names, of which one area alone is visible.
 *
 * @remarks
 * For each call of `t` the compiler works through all texts of its reference: with all areas in it, the calls of this plugin
 * cost more than the rest of the type check. A component takes its area; only one that shows several takes the whole.
 */
type AreaTexts<Area extends string> = TranslationRef<
  'plugin.control-plane',
  {
    [Key in keyof Messages as Key extends `${Area}.${string}`
      ? Key
      : never]: Messages[Key];
  }
>;

export const auditTexts: AreaTexts<'audit'> = controlPlaneTranslationRef;
export const decideTexts: AreaTexts<'decide'> = controlPlaneTranslationRef;
export const entityTexts: AreaTexts<'entity'> = controlPlaneTranslationRef;
export const fleetTexts: AreaTexts<'fleet'> = controlPlaneTranslationRef;
export const formTexts: AreaTexts<'form'> = controlPlaneTranslationRef;
export const formFieldsTexts: AreaTexts<'formFields'> =
  controlPlaneTranslationRef;
export const offerTexts: AreaTexts<'offer'> = controlPlaneTranslationRef;
export const operationsTexts: AreaTexts<'operations'> =
  controlPlaneTranslationRef;
export const requestTexts: AreaTexts<'request'> = controlPlaneTranslationRef;
