import { chooseCampaigns, RunCounts } from './chooseCampaigns';
import { FaultCampaign } from './FaultCampaign';

const counts: RunCounts = { short: false };
const sqlite = { client: 'better-sqlite3' as const };
const postgres = { client: 'pg' as const, url: 'postgres://localhost' };

const campaign = (given: Partial<FaultCampaign>): FaultCampaign => ({
  id: 'F0',
  title: '',
  mustHold: '',
  runs: { full: 1, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  run: async () => ({ runs: 0, problems: [], figures: {} }),
  ...given,
});

const all = [
  campaign({ id: 'F1' }),
  campaign({ id: 'F6', databases: ['pg'] }),
  campaign({ id: 'F30', onlyWhenNamed: true }),
];

type Options = Parameters<typeof chooseCampaigns>[1];

function chosen(options: Omit<Options, keyof RunCounts>): string[] {
  return chooseCampaigns(all, { ...options, ...counts }).map(
    ({ campaign: { id }, database: { client } }) => `${id} ${client}`,
  );
}

describe('chooseCampaigns', () => {
  it('takes each campaign on each of its databases, but for the longest', () => {
    expect(chosen({ databases: [sqlite, postgres] })).toEqual([
      'F1 better-sqlite3',
      'F1 pg',
      'F6 pg',
    ]);
  });

  it('takes what is named, whatever its case', () => {
    expect(chosen({ only: ['f30', 'F6'], databases: [postgres] })).toEqual([
      'F6 pg',
      'F30 pg',
    ]);
  });

  it('leaves out what makes no difference on the database', () => {
    expect(chosen({ only: ['F6'], databases: [sqlite] })).toEqual([]);
  });

  it('refuses a name that no campaign has', () => {
    expect(() => chosen({ only: ['F99'], databases: [sqlite] })).toThrow(
      '--only: expected some of F1, F6, F30, got f99',
    );
  });

  const runs = (given: RunCounts) =>
    chooseCampaigns([campaign({ runs: { full: 200, short: 3 } })], {
      databases: [sqlite],
      ...given,
    }).map(each => each.runs);

  it('runs each as often as it says', () => {
    expect(runs({ short: false })).toEqual([200]);
    expect(runs({ short: true })).toEqual([3]);
  });

  it('runs a share of that, rounded up, and no fewer than a test does', () => {
    expect(runs({ short: false, share: 5 })).toEqual([10]);
    expect(runs({ short: false, share: 1 })).toEqual([3]);
  });

  it('runs as often on PostgreSQL as the campaign says of it', () => {
    const less = campaign({
      runs: { full: 1000, fullOnPostgres: 100, short: 5 },
    });
    const chosenRuns = (given: RunCounts) =>
      chooseCampaigns([less], {
        databases: [sqlite, postgres],
        ...given,
      }).map(each => each.runs);

    expect(chosenRuns({ short: false })).toEqual([1000, 100]);
    expect(chosenRuns({ short: false, share: 10 })).toEqual([100, 10]);
    expect(chosenRuns({ short: true })).toEqual([5, 5]);
    expect(chosenRuns({ short: false, runs: 200 })).toEqual([200, 200]);
  });

  it('leaves out what a Jest test does, when told to', () => {
    const found = chooseCampaigns(
      [
        campaign({ id: 'F1', isInJest: true }),
        campaign({ id: 'F7' }),
        campaign({ id: 'F30', onlyWhenNamed: true }),
      ],
      { notInJest: true, databases: [sqlite], short: true },
    );

    expect(found.map(each => each.campaign.id)).toEqual(['F7']);
  });

  it('runs each as often as it is told', () => {
    expect(runs({ short: false, share: 5, runs: 7 })).toEqual([7]);
  });
});
