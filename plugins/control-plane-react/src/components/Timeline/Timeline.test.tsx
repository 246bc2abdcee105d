import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { aTimeline } from '../../testUtils';
import { Timeline } from './Timeline';

describe('Timeline', () => {
  it('shows every station in order with its state in words', async () => {
    await renderInTestApp(<Timeline timeline={aTimeline()} />);

    const list = await screen.findByRole('list', {
      name: 'From request to effect',
    });
    const stations = within(list).getAllByRole('listitem');
    expect(stations).toHaveLength(5);
    expect(stations[0]).toHaveTextContent(/Done.*Requested/);
    expect(stations[1]).toHaveTextContent(/Waiting.*Approval/);
    expect(stations[4]).toHaveTextContent(/Not reached yet.*In force/);
  });

  it('says of what waits on what, on whom and what to do', async () => {
    await renderInTestApp(<Timeline timeline={aTimeline()} />);

    const note = await screen.findByRole('region', { name: 'Why it waits' });
    expect(note).toHaveTextContent('A decision on revision 1');
    expect(note).toHaveTextContent('change-approvers');
    expect(note).toHaveTextContent('Ask an approver to look at it');
  });

  it('links stations to the decision, and commits to the forge', async () => {
    const [requested, approval] = aTimeline().entries;
    const timeline = aTimeline({
      entries: [
        requested,
        approval,
        {
          step: 'published',
          state: 'done',
          startedAt: '2030-01-31T12:00:00.000Z',
          finishedAt: '2030-01-31T12:01:05.000Z',
          message: 'Published',
          links: [
            {
              kind: 'commit',
              ref: '0123456789abcdef',
              url: 'https://forge.example.com/c/0123456789abcdef',
            },
          ],
        },
      ],
    });
    await renderInTestApp(
      <Timeline timeline={timeline} requestId="req-0123456789abcdef" />,
    );

    expect(
      await screen.findByRole('link', { name: 'Decision' }),
    ).toHaveAttribute(
      'href',
      '/control-plane/approvals/req-0123456789abcdef/1',
    );
    expect(
      screen.getByRole('link', { name: 'Commit 01234567' }),
    ).toHaveAttribute('href', 'https://forge.example.com/c/0123456789abcdef');
    expect(screen.getByRole('list')).toHaveTextContent('1m 5s');
  });
});
