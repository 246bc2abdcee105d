import {
  EnvironmentClassSpec,
  RevisionAction,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** Whether a revision needs a person, and which rule says so. */
export type ApprovalRequirement =
  | { type: 'person'; rule: string }
  | { type: 'policy'; rule: string };

/**
 * What the class asks for.
 *
 * @remarks
 * Taking back what never reached Git needs nobody: there is nothing yet that an approver would protect.
 */
export function approvalRequirement(options: {
  approval: EnvironmentClassSpec['approval'];
  className: string;
  action: RevisionAction;
  everPublished: boolean;
}): ApprovalRequirement {
  const { approval, className, action, everPublished } = options;
  if (action === 'delete' && !everPublished) {
    return { type: 'policy', rule: 'nothing-published' };
  }
  return approval.requiredFor.includes(action)
    ? { type: 'person', rule: `class-${className}-${action}` }
    : { type: 'policy', rule: `class-${className}-${action}` };
}
