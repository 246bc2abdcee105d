import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { aRequest } from '../testUtils';
import { ActorName } from './ActorName';
import { CommitLink } from './CommitLink';
import { Instant } from './Instant';
import { LeaseText } from './LeaseText';
import { Price } from './Price';
import { RequestName } from './RequestName';

const HOUR_MS = 3_600_000;
const fromNow = (milliseconds: number) =>
  new Date(Date.now() + milliseconds).toISOString();

describe('Instant', () => {
  it('tells the distance, with the exact time on hover and for screen readers', async () => {
    await renderInTestApp(<Instant at={fromNow(-3 * HOUR_MS)} />);

    const time = await screen.findByRole('time');
    expect(time).toHaveTextContent(/^3 hours ago \(.*\d{4}.*\)$/);
    expect(time).toHaveAttribute('title', expect.stringMatching(/\d{4}/));
  });
});

describe('Instant in a list of seconds', () => {
  it('tells the exact time itself', async () => {
    await renderInTestApp(<Instant at="2030-01-31T12:34:56Z" exact />);
    expect(await screen.findByRole('time')).toHaveTextContent(/2030.*34:56/);
  });
});

describe('LeaseText', () => {
  it.each([
    ['time left', { expiresAt: fromNow(50 * HOUR_MS) }, /^2d 1h left/],
    ['its end', { expiresAt: fromNow(-HOUR_MS) }, /^Lease ended/],
    [
      'its length before it starts',
      { expiresAt: undefined },
      /^3d once published/,
    ],
  ])('tells %s', async (_what, lease, words) => {
    await renderInTestApp(
      <LeaseText lease={{ ...aRequest().lease, ...lease }} />,
    );
    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});

describe('Price', () => {
  it.each([
    [150, '$150 a month'],
    [12.5, '$12.50 a month'],
    [0, 'No charge'],
  ])('tells %s as %s', async (monthly, words) => {
    await renderInTestApp(<Price cost={{ monthly, currency: 'USD' }} />);
    expect(await screen.findByText(words)).toBeInTheDocument();
  });
});

describe('ActorName', () => {
  it.each([
    ['user:default/remy', 'remy'],
    ['group:default/change-approvers', 'change-approvers'],
    ['policy:class-needs-no-approval', 'Policy class-needs-no-approval'],
    ['system:queue', 'System (queue)'],
    ['external:ci', 'Service external:ci'],
  ])('names %s', async (actor, name) => {
    await renderInTestApp(<ActorName actor={actor} />);
    expect(await screen.findByText(name)).toBeInTheDocument();
  });
});

describe('CommitLink', () => {
  it('shortens a commit and keeps the whole of it on hover', async () => {
    await renderInTestApp(<CommitLink commit="0123456789abcdef" />);
    expect(await screen.findByText('01234567')).toHaveAttribute(
      'title',
      '0123456789abcdef',
    );
  });
});

describe('RequestName', () => {
  it('leads to the page of the request', async () => {
    await renderInTestApp(<RequestName request={aRequest()} />);
    expect(
      await screen.findByRole('link', { name: 'payments-checkout-01234567' }),
    ).toHaveAttribute('href', '/control-plane/requests/req-0123456789abcdef');
  });
});
