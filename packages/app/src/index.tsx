import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { App } from './App';

if (process.env.NODE_ENV === 'development') {
  // Browsers report a layout that settles one frame late as an error (Resize Observer, "deliver resize loop error"). It is harmless, but
  // the development server covers the page with it.
  window.addEventListener(
    'error',
    event => {
      if (event.message.startsWith('ResizeObserver loop')) {
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}

const container = document.getElementById('root');
if (!container) {
  throw new Error('public/index.html must have an element with id "root"');
}
ReactDOM.createRoot(container).render(App.createRoot());
