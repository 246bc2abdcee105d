import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Manifest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fireEvent } from '@testing-library/dom';
import { ManifestBrowser } from './ManifestBrowser';

const manifest = (path: string, content: string): Manifest => ({
  path,
  content,
  digest: `sha256:${'0'.repeat(64)}`,
});

const manifests = [
  manifest('namespace.yaml', 'kind: Namespace\nname: first\n'),
  manifest('policies/deny.yaml', 'kind: NetworkPolicy\nname: second\n'),
];

describe('ManifestBrowser', () => {
  it('shows files by folder with the kinds in them, and the first one', async () => {
    await renderInTestApp(<ManifestBrowser manifests={manifests} />);

    const tree = await screen.findByRole('navigation', { name: 'Files' });
    expect(tree).toHaveTextContent('policies');
    expect(
      within(tree).getByRole('button', { name: 'namespace.yaml Namespace' }),
    ).toHaveAttribute('aria-current', 'true');
    expect(
      await screen.findByRole('region', { name: 'Content of namespace.yaml' }),
    ).toHaveTextContent('name: first');
  });

  it('shows another file when it is chosen', async () => {
    const onSelect = jest.fn();
    await renderInTestApp(
      <ManifestBrowser manifests={manifests} onSelect={onSelect} />,
    );

    await userEvent.click(
      await screen.findByRole('button', { name: /deny.yaml/ }),
    );

    expect(
      await screen.findByRole('region', {
        name: 'Content of policies/deny.yaml',
      }),
    ).toHaveTextContent('name: second');
    expect(onSelect).toHaveBeenCalledWith('policies/deny.yaml');
  });

  it('narrows many files down by name and content', async () => {
    const many = [
      ...manifests,
      ...Array.from({ length: 8 }, (_, index) =>
        manifest(`extra-${index}.yaml`, 'kind: ConfigMap\n'),
      ),
    ];
    await renderInTestApp(<ManifestBrowser manifests={many} />);

    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Filter files' }),
      'networkpolicy',
    );

    const tree = screen.getByRole('navigation', { name: 'Files' });
    expect(within(tree).getByText('deny.yaml')).toBeInTheDocument();
    expect(within(tree).queryByText('extra-1.yaml')).not.toBeInTheDocument();
  });

  it('draws of a long file only the lines in sight', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `l${index}: x`);
    await renderInTestApp(
      <ManifestBrowser manifests={[manifest('a.yaml', lines.join('\n'))]} />,
    );
    const code = await screen.findByRole('region', {
      name: 'Content of a.yaml',
    });
    expect(code).toHaveTextContent('l0: x');
    expect(code).not.toHaveTextContent('l15000: x');
    expect(screen.getByText('20000 lines')).toBeInTheDocument();

    fireEvent.scroll(code, { target: { scrollTop: 15_000 * 20 } });

    expect(code).toHaveTextContent('l15000: x');
    expect(code).not.toHaveTextContent('l0: x');
  });

  it('copies the file that it shows', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await renderInTestApp(<ManifestBrowser manifests={manifests} />);

    await user.click(
      await screen.findByRole('button', { name: 'Copy namespace.yaml' }),
    );

    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(write).toHaveBeenCalledWith(manifests[0].content);
  });

  it('says that there is nothing', async () => {
    await renderInTestApp(<ManifestBrowser manifests={[]} />);
    expect(await screen.findByText('No manifests.')).toBeInTheDocument();
  });
});
