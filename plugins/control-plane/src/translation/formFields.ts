/** The fields that templates of the scaffolder use. */
export const formFields = {
  parameters: {
    chooseClass: 'Choose a class first: it says which parameters there are.',
    none: 'Class {{title}} takes no parameters.',
  },
  plan: {
    incomplete: 'Fill in class, team, component and region to see the plan.',
    refused: 'This would be refused',
    refusedHint: 'Go back and mend these:',
    refusedField: '{{field}}: expected {{expected}}, got {{got}}',
    failed: 'No plan could be made',
    retry: 'Try again',
    planning: 'Making the plan…',
    approval: 'A person has to approve this before anything is made.',
    noApproval: 'Policy approves this at once.',
  },
  missing: {
    team: 'expected a team, got nothing',
    component: 'expected a component, got nothing',
    class: 'expected a class, got nothing',
    region: 'expected a region, got nothing',
    plan: 'expected a plan, got nothing',
  },
} as const;
