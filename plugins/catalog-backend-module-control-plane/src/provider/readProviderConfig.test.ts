import { ConfigReader } from '@backstage/config';
import { readProviderConfig } from './readProviderConfig';

const app = { baseUrl: 'https://backstage.example.com/' };

describe('readProviderConfig', () => {
  it('needs no more than the address of the app', () => {
    expect(readProviderConfig(new ConfigReader({ app }))).toEqual({
      appBaseUrl: 'https://backstage.example.com',
      argocdTargets: new Set(),
      schedule: expect.objectContaining({ frequency: { minutes: 5 } }),
    });
  });

  it('reads the schedule and the targets of Argo CD', () => {
    const config = readProviderConfig(
      new ConfigReader({
        app,
        catalog: {
          providers: {
            controlPlane: {
              schedule: { frequency: 'PT1M', timeout: { seconds: 30 } },
            },
          },
        },
        controlPlane: {
          targets: [
            { name: 'east', delivery: 'argocd' },
            { name: 'west', delivery: 'fluxcd' },
          ],
        },
      }),
    );
    expect(config.schedule.frequency).toEqual({ minutes: 1 });
    expect([...config.argocdTargets]).toEqual(['east']);
  });

  it('names the key of a schedule that is wrong', () => {
    const wrong = new ConfigReader({
      app,
      catalog: { providers: { controlPlane: { schedule: {} } } },
    });
    expect(() => readProviderConfig(wrong)).toThrow(
      'catalog.providers.controlPlane.schedule.frequency',
    );
  });
});
