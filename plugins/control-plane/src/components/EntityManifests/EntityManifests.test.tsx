import { screen } from '@testing-library/react';
import { aRequest } from '../../__testUtils__/aRequest';
import { aDigest } from '../../__testUtils__/aRevision';
import {
  anEnvironment,
  renderOnEntity,
} from '../../__testUtils__/renderOnEntity';
import { EntityManifests } from './EntityManifests';

const manifest = {
  path: 'us-east-1/req-00000000000000a1/namespace.yaml',
  digest: aDigest('d'),
  content: 'kind: Namespace\n',
};

describe('EntityManifests', () => {
  it('shows what was published, not what is proposed', async () => {
    const getManifests = jest.fn(async () => ({ items: [manifest] }));
    await renderOnEntity(<EntityManifests />, {
      entity: anEnvironment,
      operations: {
        getRequest: jest.fn(async () => ({
          request: aRequest({
            generation: 5,
            published: {
              generation: 3,
              repository: 'platform',
              branch: 'main',
              commit: '0123456789abcdef0123456789abcdef01234567',
              at: '2026-11-20T08:00:00.000Z',
            },
          }),
        })),
        getManifests,
      },
    });

    expect(
      await screen.findByText('As published with revision 3.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'namespace.yaml Namespace' }),
    ).toBeInTheDocument();
    expect(getManifests).toHaveBeenCalledWith(
      aRequest().id,
      3,
      expect.anything(),
    );
  });

  it('shows what is proposed before anything is published', async () => {
    await renderOnEntity(<EntityManifests />, {
      entity: anEnvironment,
      operations: {
        getRequest: jest.fn(async () => ({ request: aRequest() })),
        getManifests: jest.fn(async () => ({ items: [manifest] })),
      },
    });
    expect(
      await screen.findByText(/As proposed with revision 1/),
    ).toBeInTheDocument();
  });

  it('says when a generation writes no file', async () => {
    await renderOnEntity(<EntityManifests />, {
      entity: anEnvironment,
      operations: {
        getRequest: jest.fn(async () => ({ request: aRequest() })),
        getManifests: jest.fn(async () => ({ items: [] })),
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'No manifests' }),
    ).toBeInTheDocument();
  });
});
