import { render, screen } from '@testing-library/react';
import { App } from './App';

/** Hands the app its configuration the way the backend does: in a script element of the page. */
function provideConfig(data: object) {
  const script = document.createElement('script');
  script.type = 'backstage.io/config';
  script.textContent = JSON.stringify([{ context: 'test', data }]);
  document.head.append(script);
}

// The whole app is loaded, which takes seconds on a busy machine.
const patience = { timeout: 30_000 };

describe('App', () => {
  it('starts and asks whose part to play', async () => {
    provideConfig({
      app: { title: 'Test', baseUrl: 'http://localhost:3000' },
      backend: { baseUrl: 'http://localhost:7007' },
      auth: { environment: 'development' },
    });

    render(App.createRoot());

    expect(
      await screen.findByRole(
        'heading',
        { name: 'Platform Control Plane' },
        patience,
      ),
    ).toBeInTheDocument();
  }, 60_000);
});
