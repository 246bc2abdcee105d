import { renderInTestApp } from '@backstage/frontend-test-utils';
import { FileDiff } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DiffView } from './DiffView';

const changed: FileDiff = {
  path: 'quota.yaml',
  change: 'modified',
  diff: [
    '--- quota.yaml',
    '+++ quota.yaml',
    '@@ -1,3 +1,3 @@',
    ' kind: ResourceQuota',
    '-pods: 10',
    '+pods: 20',
    ' end: true',
    '',
  ].join('\n'),
};

const longFile: FileDiff = {
  path: 'long.yaml',
  change: 'added',
  diff: [
    '@@ -0,0 +1,600 @@',
    ...Array.from({ length: 600 }, (_, index) => `+line${index}`),
    '',
  ].join('\n'),
};

describe('DiffView', () => {
  it('shows the lines of a file with what came and went', async () => {
    await renderInTestApp(<DiffView files={[changed]} />);

    const hunks = await screen.findByRole('region', {
      name: 'Changes of quota.yaml',
    });
    expect(hunks).toHaveTextContent('pods: 10');
    expect(hunks).toHaveTextContent('pods: 20');
    expect(
      screen.getAllByText('1 line added, 1 line removed'),
    ).not.toHaveLength(0);
  });

  it('shows both sides next to each other when asked to', async () => {
    await renderInTestApp(<DiffView files={[changed]} />);
    const unified = await screen.findByRole('table');
    expect(within(unified).getAllByRole('row').at(1)?.children).toHaveLength(3);

    await userEvent.click(screen.getByRole('radio', { name: 'Split' }));

    const split = await screen.findByRole('table');
    expect(within(split).getAllByRole('row').at(1)?.children).toHaveLength(4);
  });

  it('draws a long file only when asked to', async () => {
    await renderInTestApp(<DiffView files={[changed, longFile]} />);
    const toggle = await screen.findByRole('button', { name: 'long.yaml' });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText(/line599/)).not.toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show long.yaml' }),
    );

    expect(await screen.findByText(/line599/)).toBeInTheDocument();
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
  });

  it('closes and opens all files at once', async () => {
    await renderInTestApp(<DiffView files={[changed]} />);
    const toggle = await screen.findByRole('button', { name: 'quota.yaml' });
    await userEvent.click(screen.getByRole('button', { name: 'Collapse all' }));
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
  });

  it('falls back to text for a diff that it cannot read', async () => {
    const odd: FileDiff = { path: 'a', change: 'modified', diff: 'Binary!' };
    await renderInTestApp(<DiffView files={[odd]} />);
    expect(await screen.findByText('Binary!')).toBeInTheDocument();
  });

  it('says that nothing differs', async () => {
    await renderInTestApp(<DiffView files={[]} />);
    expect(await screen.findByText('No file differs.')).toBeInTheDocument();
  });
});
