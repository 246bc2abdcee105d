import {
  anEnvironmentClass,
  productionClass,
} from '../__testUtils__/anEnvironmentClass';
import { knownParameters } from './knownParameters';

const typed = {
  changeTicket: 'CHG-42',
  retentionDays: 400,
  tier: 'gold',
  backups: false,
  allowIngressFrom: [{ cidr: '10.0.0.0/8' }],
  extra: { any: ['thing'] },
};

describe('knownParameters', () => {
  it('keeps everything that the class takes', () => {
    expect(knownParameters(productionClass.parametersSchema, typed)).toEqual(
      typed,
    );
  });

  it('keeps nothing for a class without parameters', () => {
    expect(
      knownParameters(anEnvironmentClass().parametersSchema, typed),
    ).toEqual({});
  });

  it('drops what the fields of the class cannot show, boxes within boxes included', () => {
    expect(
      knownParameters(productionClass.parametersSchema, {
        changeTicket: 42,
        tier: 'bronze',
        ofAnotherClass: true,
        allowIngressFrom: [{ role: 'web', port: 80 }],
      }),
    ).toEqual({ allowIngressFrom: [{ role: 'web' }] });
  });

  it('keeps an entry of a list that nobody filled in yet', () => {
    const schema = {
      type: 'object',
      properties: { ports: { type: 'array', items: { type: 'integer' } } },
    };
    expect(knownParameters(schema, { ports: [null, 80] })).toEqual({
      ports: [null, 80],
    });
  });
});
