import {
  HeldPause as WireHeldPause,
  Pause as WirePause,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { HeldPauseView, PauseView } from '../../services/PauseService';

export function presentPause(pause: PauseView): WirePause {
  return {
    scope: pause.scope,
    name: pause.name,
    reason: pause.reason,
    pausedBy: pause.by,
    pausedAt: pause.at.toISOString(),
  };
}

export function presentHeldPause(pause: HeldPauseView): WireHeldPause {
  return { ...presentPause(pause), jobs: pause.jobs };
}
