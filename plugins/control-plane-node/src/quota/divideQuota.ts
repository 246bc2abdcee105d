import { QuotaFigure, QuotaProfile, QuotaResource } from './QuotaProfile';

const UNITS: Record<QuotaResource, '' | 'Gi'> = {
  pods: '',
  services: '',
  persistentvolumeclaims: '',
  'requests.cpu': '',
  'requests.memory': 'Gi',
  'limits.cpu': '',
  'limits.memory': 'Gi',
};

/** The amount of a request with that many namespaces. */
export function quotaTotal(figure: QuotaFigure, namespaces: number): number {
  return Math.max(figure.atLeast, figure.perNamespace * namespaces);
}

/**
 * Splits a whole number over `parts`, rounding down; the remainder goes to the first.
 *
 * @returns As many whole numbers as there are parts; their sum is `total`.
 */
export function divideWhole(total: number, parts: number): number[] {
  const share = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, index) =>
    index === 0 ? total - share * (parts - 1) : share,
  );
}

/** The hard limits of each namespace, in the order of the namespaces; together they are the profile's figures for the request. */
export function divideQuota(
  profile: QuotaProfile,
  namespaces: number,
): Array<Record<QuotaResource, string>> {
  const share = (resource: QuotaResource, index: number) => {
    const total = quotaTotal(profile.quota[resource], namespaces);
    return `${divideWhole(total, namespaces)[index]}${UNITS[resource]}`;
  };
  return Array.from({ length: namespaces }, (_, index) => ({
    pods: share('pods', index),
    services: share('services', index),
    persistentvolumeclaims: share('persistentvolumeclaims', index),
    'requests.cpu': share('requests.cpu', index),
    'requests.memory': share('requests.memory', index),
    'limits.cpu': share('limits.cpu', index),
    'limits.memory': share('limits.memory', index),
  }));
}
