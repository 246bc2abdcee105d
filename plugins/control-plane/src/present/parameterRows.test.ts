import { productionClass } from '../__testUtils__/anEnvironmentClass';
import { parameterRows } from './parameterRows';

describe('parameterRows', () => {
  const rows = parameterRows(productionClass.parametersSchema);

  it('lists required parameters first and what stands inside lists after them', () => {
    expect(rows.map(({ name }) => name)).toEqual([
      'changeTicket',
      'allowIngressFrom',
      'allowIngressFrom[].role',
      'allowIngressFrom[].cidr',
      'retentionDays',
      'tier',
      'backups',
      'extra',
    ]);
  });

  it('tells type, default and limits', () => {
    expect(rows.find(({ name }) => name === 'retentionDays')).toEqual({
      name: 'retentionDays',
      type: 'integer',
      isList: false,
      isRequired: false,
      default: '365',
      limits: [{ kind: 'atLeast', value: '90' }],
      description: 'Days for which events and logs are kept',
    });
    expect(rows.find(({ name }) => name === 'allowIngressFrom')).toMatchObject({
      type: 'object',
      isList: true,
      limits: [{ kind: 'maxItems', value: '2' }],
      description:
        'Who may call into the environment: a role or a range of addresses',
    });
    expect(rows.find(({ name }) => name === 'tier')?.limits).toEqual([
      { kind: 'oneOf', value: 'gold, silver' },
    ]);
  });
});
