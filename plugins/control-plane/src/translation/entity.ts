/** Texts of the tabs and cards on catalog entities. */
export const entity = {
  environments: {
    title: 'Environments',
    description: 'Everything that was asked for this component.',
    ask: 'Ask for an environment',
    all: 'All of them, the ended ones too',
    empty: {
      title: 'No environment yet',
      description:
        'Choose a class, see its price and what it allows, and ask: small ones are there within a minute.',
      descriptionEnded: 'Those that were are gone.',
      descriptionReader:
        'Its team can ask for one; you see it here as soon as it does.',
    },
    scope: {
      label: 'Show',
      live: 'Live',
      all: 'All',
    },
    columns: { actions: 'Actions' },
    menu: {
      label: 'Actions for {{name}}',
      open: 'Open',
      extend: 'Extend the lease…',
      end: 'End it…',
      loading: 'Looking up what you may do…',
      failed: 'What you may do could not be read',
    },
    extend: {
      title: 'Extend the lease of {{name}}',
      hours: 'Hours to add',
      hoursHint_one: 'It may live {{count}} hour in all.',
      hoursHint_other: 'It may live {{count}} hours in all.',
      reason: 'Reason',
      submit: 'Extend',
      cancel: 'Cancel',
    },
    end: {
      title: 'End {{name}}?',
      description:
        'Everything it made is removed from Git and from the cluster. Where the class asks for approval, that comes first.',
      reason: 'Reason',
      submit: 'End it',
    },
    done: {
      extended: 'The extension of {{name}} is under way',
      extendedNow: 'The lease of {{name}} is longer now',
      ended: 'The removal of {{name}} is under way',
      waits: 'Somebody has to approve it first.',
    },
  },
  approvals: {
    waiting: 'Waits for a decision',
    nothingWaits: 'Nothing waits for a decision.',
    past: 'Past decisions',
    pastTable: 'Decisions that were taken',
    nothingPast: 'Nothing has been decided yet.',
    columns: {
      decision: 'Decision',
      about: 'About',
      by: 'By',
      at: 'When',
      comment: 'Comment',
    },
    about: '{{action}}, revision {{generation}}',
  },
  drift: {
    title: 'Edits by others',
    description:
      'What somebody changed in Git below these environments without asking here.',
    table: 'Edits in Git by others',
    empty: {
      title: 'Git is as it was published',
      description: 'Nobody else has edited what belongs to it.',
    },
    columns: {
      path: 'File',
      change: 'Change',
      author: 'By',
      commit: 'Commit',
      since: 'Since',
      state: 'Now',
    },
    change: { added: 'Added', modified: 'Modified', removed: 'Removed' },
    unknownAuthor: 'unknown',
    open: 'Open',
    resolution: {
      repaired: 'Repaired',
      reverted: 'Reverted by its author',
      replaced: 'Replaced by a newer revision',
      unknown: 'Resolved',
    },
  },
  card: {
    title: 'Environment',
    phase: 'Phase',
    lease: 'Lease',
    price: 'Price',
    class: 'Class',
    region: 'Region',
    requester: 'Asked by',
    commit: 'Published',
    notPublished: 'not yet',
    open: 'Open the request',
    conditions: 'Conditions',
  },
  manifests: {
    title: 'Manifests',
    published: 'As published with revision {{generation}}.',
    proposed: 'As proposed with revision {{generation}}; not published yet.',
    empty: {
      title: 'No manifests',
      description: 'This revision writes no file.',
    },
  },
  timeline: {
    title: 'Timeline',
    generation: 'Revision',
    option: '{{generation}}: {{action}}',
  },
  noRequest: {
    title: 'No request behind this entity',
    description:
      'The annotation {{annotation}} must name a request, e.g. req-0123456789abcdef.',
  },
} as const;
