export const facts = {
  actor: {
    policy: 'Policy {{rule}}',
    system: 'System ({{part}})',
    service: 'Service {{subject}}',
  },
  price: { perMonth: '{{amount}} a month', none: 'No charge' },
  lease: {
    notStarted: '{{length}} once published',
    left: '{{length}} left',
    ended: 'Lease ended',
    delete: 'Then it is torn down.',
    review: 'Then people are told; nothing is removed.',
  },
  underASecond: 'under 1 s',
  commit: 'Commit {{commit}}',
} as const;
