export * from './QuotaProfile';
export * from './defaultQuotaProfiles';
export * from './divideQuota';
