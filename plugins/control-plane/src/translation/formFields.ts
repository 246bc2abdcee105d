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
    failed: 'No plan could be made',
    retry: 'Try again',
    planning: 'Making the plan…',
    approval: 'A person has to approve this before anything is made.',
    noApproval: 'Policy approves this at once.',
  },
  missing: 'a value',
} as const;
