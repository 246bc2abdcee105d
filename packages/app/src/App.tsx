import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// Every other feature is a dependency of this package that `app.packages: all` discovers.
export const App = createApp({ features: [navModule, signInModule] });
