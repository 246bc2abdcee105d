import { Caller } from './Caller';
import { checkFourEyes } from './fourEyes';

const ada: Caller = {
  type: 'user',
  ref: 'user:default/ada',
  ownership: ['user:default/ada', 'group:default/change-approvers'],
};

function check(
  caller: Caller,
  requestedBy: string,
  editors: string[] = [requestedBy],
) {
  return checkFourEyes({ caller, requestedBy, editors });
}

describe('checkFourEyes', () => {
  it.each([
    ['a user', 'user:default/remy'],
    ['a user of the same name in another namespace', 'user:external/ada'],
    ['a service', 'external:ci-payments'],
    ['a service with the name of the approver', 'external:ada'],
    ['a group of others', 'group:default/payments'],
  ])('lets an independent person decide on what %s asked for', (_, ref) => {
    expect(check(ada, ref)).toEqual({ type: 'satisfied' });
  });

  it.each([
    ['asked for it', 'user:default/ada', [], /asked for it yourself/],
    ['asked for it in other letters', 'User:Default/ADA', [], /yourself/],
    ['asked for it, namespace left out', 'user:ada', [], /yourself/],
    [
      'belongs to the group that asked for it',
      'group:default/change-approvers',
      [],
      /to which you belong/,
    ],
    ['edited it', 'user:default/remy', ['USER:default/ada'], /you edited/],
    [
      'is one of several editors',
      'user:default/remy',
      ['user:default/sam', 'user:default/ada'],
      /you edited/,
    ],
  ])('refuses who %s', (_, requestedBy, editors, reason) => {
    expect(check(ada, requestedBy, editors)).toEqual({
      type: 'violated',
      reason: expect.stringMatching(reason),
    });
  });

  it.each<[Caller, RegExp]>([
    [{ type: 'service', subject: 'external:ci' }, /external:ci is a service/],
    [{ type: 'service', subject: 'user:default/ada' }, /is a service/],
    [
      { type: 'user', ref: 'user:development/guest', ownership: [] },
      /is a guest/,
    ],
  ])('refuses %j whoever asked', (caller, reason) => {
    expect(check(caller, 'user:default/remy')).toEqual({
      type: 'violated',
      reason: expect.stringMatching(reason),
    });
  });
});
