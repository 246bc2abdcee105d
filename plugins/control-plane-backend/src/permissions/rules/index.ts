import { hasClass } from './hasClass';
import { inPhase } from './inPhase';
import { inRegion } from './inRegion';
import { inTeam } from './inTeam';
import { isRequester } from './isRequester';

/** Every rule that a permission policy may put to a request. */
export const requestRules = {
  hasClass,
  inPhase,
  inRegion,
  inTeam,
  isRequester,
};
