import { readFormData, requestOf } from './formData';

describe('readFormData', () => {
  it.each([undefined, null, 'text', {}, { formData: [] }, { formData: null }])(
    'finds nothing in %j',
    context => {
      expect(readFormData(context)).toEqual({});
    },
  );
});

describe('requestOf', () => {
  it('reads the flat names and leaves out what is empty', () => {
    expect(
      requestOf({
        class: 'preview',
        team: 'platform',
        app: ' payments-api ',
        region: 'us-east-1',
        leaseHours: 24,
        source: { url: 'https://git.example.com/a', ref: 'main', path: '' },
        parameters: {},
        reason: '',
        plan: 'sha256:…',
      }),
    ).toEqual({
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
      leaseHours: 24,
      source: { url: 'https://git.example.com/a', ref: 'main' },
    });
  });

  it('keeps what is wrong for the API to say so', () => {
    expect(requestOf({ source: { ref: 'main' } })).toEqual({
      class: '',
      team: '',
      app: '',
      region: '',
      source: { url: '', ref: 'main' },
    });
  });
});
