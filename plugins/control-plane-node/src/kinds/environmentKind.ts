import { Kind } from './Kind';

/** Namespaces with their guard rails and, when the source has a path, the delivery of that folder. Adds nothing else. */
export const environmentKind: Kind = {
  name: 'environment',
  description: 'Namespaces with guard rails that an application runs in',
  deliversSource: true,
  render: () => [],
};

export const defaultKinds: readonly Kind[] = [environmentKind];
