import { RenderTarget } from '../render/RenderInput';
import { argocdDelivery } from './argocdDelivery';
import { DeliveryEngine } from './DeliveryEngine';
import { fluxcdDelivery } from './fluxcdDelivery';

export function deliveryEngineOf(
  target: Pick<RenderTarget, 'delivery'>,
): DeliveryEngine {
  switch (target.delivery) {
    case 'argocd':
      return argocdDelivery;
    case 'fluxcd':
      return fluxcdDelivery;
    default:
      throw new Error(
        `Expected argocd or fluxcd, got ${String(
          target.delivery satisfies never,
        )}`,
      );
  }
}
