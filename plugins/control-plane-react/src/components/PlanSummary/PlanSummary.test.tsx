import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { aPlan } from '../../testUtils';
import { PlanSummary } from './PlanSummary';

describe('PlanSummary', () => {
  it('shows price, lease, approval, namespaces and changes', async () => {
    await renderInTestApp(<PlanSummary plan={aPlan()} />);

    const facts = await screen.findByRole('region', {
      name: 'What is decided on',
    });
    expect(facts).toHaveTextContent('$150 a month');
    expect(facts).toHaveTextContent('3d');
    expect(facts).toHaveTextContent('Approved by policy');
    expect(facts).toHaveTextContent('payments-checkout-01234567');
    expect(
      await screen.findByRole('region', { name: 'Changes of namespace.yaml' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('No policy speaks against it.'),
    ).toBeInTheDocument();
  });

  it('tells the hours that an extension adds', async () => {
    const plan = aPlan({
      action: 'extend',
      lease: { hours: 24, expiresAt: '2030-02-01T12:00:00.000Z' },
      approval: { required: true, rule: 'class-requires-approval' },
      changes: { type: 'untouched' },
    });
    await renderInTestApp(<PlanSummary plan={plan} />);

    expect(await screen.findByText('adds 1d')).toBeInTheDocument();
    expect(screen.getByText('A person decides')).toBeInTheDocument();
    expect(screen.getByText('It writes no file.')).toBeInTheDocument();
  });

  it('shows findings, the gravest first, with their remedy', async () => {
    const finding = { path: 'spec.a', remedy: 'Mend it' };
    const plan = aPlan({
      findings: [
        { ...finding, rule: 'r1', severity: 'info', message: 'A note' },
        { ...finding, rule: 'r2', severity: 'error', message: 'A fault' },
      ],
    });
    await renderInTestApp(<PlanSummary plan={plan} />);

    const findings = await screen.findByRole('region', {
      name: 'Policy findings',
    });
    const items = within(findings).getAllByRole('listitem');
    expect(items[0]).toHaveTextContent(/Error.*A fault.*Remedy: Mend it/);
    expect(items[1]).toHaveTextContent(/Note.*A note/);
  });

  it('says why Git cannot be compared', async () => {
    const plan = aPlan({
      changes: { type: 'unavailable', message: 'The forge is away' },
    });
    await renderInTestApp(<PlanSummary plan={plan} />);
    expect(await screen.findByText('The forge is away')).toBeInTheDocument();
  });
});
