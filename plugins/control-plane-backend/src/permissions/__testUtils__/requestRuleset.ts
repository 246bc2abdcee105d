import { RequestRuleset } from '../registerPermissions';
import { requestRules } from '../rules';

/** The rules as the permissions registry hands them out once they are registered. */
export function requestRuleset(): RequestRuleset {
  const rules: ReadonlyArray<ReturnType<RequestRuleset['getRuleByName']>> =
    Object.values(requestRules);
  return {
    getRuleByName(name) {
      const found = rules.find(rule => rule.name === name);
      if (!found) {
        throw new Error(`Unexpected permission rule: ${name}`);
      }
      return found;
    },
  };
}
