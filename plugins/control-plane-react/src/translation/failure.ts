export const failure = {
  invalid: {
    title: 'Some of this cannot be accepted',
    description: 'Mend the fields below and try again.',
  },
  expired_session: {
    title: 'Your session has ended',
    description: 'Sign in again to go on.',
    inline:
      'Sign in again in another tab, then come back and try again. What you typed stays here.',
  },
  denied: {
    title: 'You may not see this',
    description:
      'Your role does not cover it. Ask whoever manages roles in your organisation if you need it.',
  },
  missing: {
    title: 'Nothing found here',
    description: 'It does not exist, or you may not see it.',
  },
  conflict: {
    title: 'Somebody was faster',
    description: 'It does not stand any more as this action needs it.',
  },
  stale: {
    title: 'It has changed meanwhile',
    description: 'Look at what is new before you go on.',
  },
  offline: {
    title: 'No connection to the control plane',
    description: 'Check your network. It is tried again as soon as you ask.',
    inline:
      'The call did not reach the control plane. Check your network and try again; what you typed stays here.',
  },
  unavailable: {
    title: 'The control plane is busy or restarting',
    description:
      'It answers again shortly. Nothing that was asked for is lost.',
  },
  unexpected: {
    title: 'Something went wrong',
    description:
      'Try again. If it stays, tell your platform team what it says here.',
  },
  stale_value: 'This may be out of date: the last refresh failed.',
  field: '{{field}}: expected {{expected}}, got {{got}}',
  action: {
    retry: 'Try again',
    signIn: 'Sign in again',
    signInTab: 'Sign in (new tab)',
    reload: 'Show the newest state',
    home: 'To the control plane',
    dismiss: 'Dismiss',
  },
} as const;
