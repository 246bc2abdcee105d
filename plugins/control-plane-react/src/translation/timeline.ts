export const timeline = {
  label: 'From request to effect',
  step: {
    requested: 'Requested',
    approval: 'Approval',
    queued: 'Queue',
    published: 'Publication to Git',
    in_force: 'In force',
  },
  state: {
    done: 'Done',
    running: 'Running',
    waiting: 'Waiting',
    failed: 'Failed',
    ahead: 'Not reached yet',
    skipped: 'Skipped',
  },
  link: {
    revision: 'Revision {{ref}}',
    approval: 'Decision',
    job: 'Job',
    commit: 'Commit {{ref}}',
    pull_request: 'Pull request {{ref}}',
  },
  wait: {
    title: 'Why it waits',
    whom: 'Waits for',
    since: 'Since',
    next: 'Looked at again',
    advice: 'What you can do',
  },
} as const;
