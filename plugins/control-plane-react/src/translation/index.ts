import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { dialog } from './dialog';
import { facts } from './facts';
import { failure } from './failure';
import { request } from './request';
import { status } from './status';
import { timeline } from './timeline';
import { viewer } from './viewer';

/** Every word that the components of this package show; apps translate it like any Backstage translation. */
export const controlPlaneReactTranslationRef = createTranslationRef({
  id: 'plugin.control-plane-react',
  messages: { dialog, facts, failure, request, status, timeline, viewer },
});
