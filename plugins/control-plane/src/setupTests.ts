import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A page with all its parts takes seconds to draw on a busy machine; waiting longer costs nothing where it is quick.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 15_000 });
