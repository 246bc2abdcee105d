import { chooseCampaigns } from './chooseCampaigns';
import { FaultCampaign } from './FaultCampaign';

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

function chosen(options: Parameters<typeof chooseCampaigns>[1]): string[] {
  return chooseCampaigns(all, options).map(
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
});
