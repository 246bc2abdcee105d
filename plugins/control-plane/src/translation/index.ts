import { createTranslationRef } from '@backstage/frontend-plugin-api';
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
