import { QuotaFigure, QuotaProfile } from './QuotaProfile';

const figure = (atLeast: number, perNamespace: number): QuotaFigure => ({
  atLeast,
  perNamespace,
});

const small: QuotaProfile = {
  name: 'small',
  description: 'For one short-lived copy of an application',
  quota: {
    pods: figure(10, 8),
    services: figure(4, 3),
    persistentvolumeclaims: figure(4, 2),
    'requests.cpu': figure(2, 2),
    'requests.memory': figure(4, 4),
    'limits.cpu': figure(4, 4),
    'limits.memory': figure(8, 8),
  },
  container: {
    default: { cpu: '500m', memory: '512Mi' },
    defaultRequest: { cpu: '125m', memory: '128Mi' },
    max: { cpu: '2', memory: '2Gi' },
  },
};

const medium: QuotaProfile = {
  name: 'medium',
  description: 'For a shared environment of a few services',
  quota: {
    pods: figure(20, 12),
    services: figure(6, 5),
    persistentvolumeclaims: figure(6, 4),
    'requests.cpu': figure(0, 4),
    'requests.memory': figure(0, 8),
    'limits.cpu': figure(0, 8),
    'limits.memory': figure(0, 16),
  },
  container: {
    default: { cpu: '1', memory: '1Gi' },
    defaultRequest: { cpu: '250m', memory: '256Mi' },
    max: { cpu: '4', memory: '8Gi' },
  },
};

const large: QuotaProfile = {
  name: 'large',
  description: 'For production: several services with data and jobs',
  quota: {
    pods: figure(40, 16),
    services: figure(12, 8),
    persistentvolumeclaims: figure(12, 6),
    'requests.cpu': figure(8, 6),
    'requests.memory': figure(16, 12),
    'limits.cpu': figure(16, 12),
    'limits.memory': figure(32, 24),
  },
  container: {
    default: { cpu: '2', memory: '2Gi' },
    defaultRequest: { cpu: '500m', memory: '512Mi' },
    max: { cpu: '8', memory: '16Gi' },
  },
};

export const defaultQuotaProfiles: readonly QuotaProfile[] = [
  small,
  medium,
  large,
];
