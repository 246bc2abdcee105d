import { startBareBackend } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/startBareBackend';
import { measuresPlugin } from './measuresPlugin';

// A backend that writes only what is wrong, with what it is measured by.
startBareBackend({ features: [measuresPlugin], logLevel: 'warn' });
