import { InstantClock } from '../__testUtils__/InstantClock';
import { PushBudget } from './PushBudget';

describe('PushBudget', () => {
  const url = 'https://github.com/acme/gitops';

  function create(pushesPerMinute: number | undefined) {
    const clock = new InstantClock();
    const budget = new PushBudget({
      clock,
      pushesPerMinute: () => pushesPerMinute,
    });
    return { clock, budget };
  }

  it('lets the first push go at once and spaces the others evenly', () => {
    const { clock, budget } = create(6);
    expect(budget.delayBeforePush(url)).toBe(0);
    budget.recordPush(url);
    expect(budget.delayBeforePush(url)).toBe(10_000);
    clock.advance(4_000);
    expect(budget.delayBeforePush(url)).toBe(6_000);
    clock.advance(6_000);
    expect(budget.delayBeforePush(url)).toBe(0);
  });

  it('makes up for pushes over the budget by waiting longer', () => {
    const { budget } = create(6);
    budget.recordPush(url);
    budget.recordPush(url);
    expect(budget.delayBeforePush(url)).toBe(20_000);
  });

  it('counts what another process pushed, once', () => {
    const { budget } = create(6);
    budget.hearOfPush(url, 4_000);
    budget.hearOfPush(url, 4_000);
    expect(budget.delayBeforePush(url)).toBe(6_000);
    budget.hearOfPush(url, 60_000);
    expect(budget.delayBeforePush(url)).toBe(6_000);
  });

  it('saves nothing up while idle', () => {
    const { clock, budget } = create(6);
    budget.recordPush(url);
    clock.advance(3_600_000);
    budget.recordPush(url);
    expect(budget.delayBeforePush(url)).toBe(10_000);
  });

  it('has no limit where none is configured, and one for each repository', () => {
    const { budget } = create(undefined);
    budget.recordPush(url);
    budget.hearOfPush(url, 0);
    expect(budget.delayBeforePush(url)).toBe(0);
    expect(budget.isLimited(url)).toBe(false);

    const limited = create(6).budget;
    limited.recordPush(url);
    expect(limited.delayBeforePush(`${url}-other`)).toBe(0);
  });
});
