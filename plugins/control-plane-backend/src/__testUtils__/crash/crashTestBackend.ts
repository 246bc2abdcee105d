import { startBareBackend } from './startBareBackend';

// A program that serves the control plane, to be killed while it works.
startBareBackend();
