import { load } from 'js-yaml';
import { OutputFormat } from '../arguments/globalFlags';
import { aRequest } from '../__testUtils__/fixtures';
import { Output } from './Output';
import { formatRequests } from './requests';

function printed<T>(
  format: OutputFormat,
  value: T,
  asText: (value: T) => string = () => '',
): string {
  let out = '';
  new Output(format, text => {
    out += text;
  }).print(value, asText);
  return out;
}

const value = {
  id: 'req-1',
  labels: { on: 'no', n: '1_000' },
  gone: undefined,
};

describe('Output', () => {
  it('prints JSON as the API gave it', () => {
    const out = printed('json', value);
    expect(JSON.parse(out)).toEqual({ id: 'req-1', labels: value.labels });
    expect(out.endsWith('}\n')).toBe(true);
  });

  it('prints YAML that reads back the same, traps of YAML 1.1 included', () => {
    const out = printed('yaml', value);
    expect(load(out)).toEqual({ id: 'req-1', labels: value.labels });
    expect(out).toMatch(/: ['"]no['"]/);
  });

  it('prints a table without lines and colours', () => {
    expect(printed('table', [aRequest()], formatRequests)).toBe(
      [
        'ID                    APP           TEAM      CLASS    REGION     PHASE  REQUESTER          EXPIRES',
        'req-0123456789abcdef  payments-api  platform  preview  us-east-1  ready  user:default/remy  2030-02-01 11:00:00Z',
        '',
      ].join('\n'),
    );
  });

  it('prints the head of an empty table', () => {
    expect(printed('table', [], formatRequests)).toMatch(/^ID +APP .*\n$/);
  });

  it('keeps escape sequences of other people from the terminal', () => {
    const hostile = aRequest({ owner: '\u001b[2J\u202e', app: 'a\u0007' });
    const out = printed('table', [hostile], formatRequests);
    expect(out).toContain('a\\u0007');
    // eslint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0007\u001b\u202e]/);
  });
});
