import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  ControlPlaneApi,
  controlPlaneApiRef,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen, within } from '@testing-library/react';
import { aCaller } from '../../__testUtils__/aCaller';
import {
  anEnvironmentClass,
  productionClass,
} from '../../__testUtils__/anEnvironmentClass';
import { anApi } from '../../__testUtils__/anApi';
import { aProblem } from '../../__testUtils__/aProblem';
import { ClassesSubPage } from './ClassesSubPage';

function show(operations: Partial<ControlPlaneApi>, path = '/') {
  return renderInTestApp(<ClassesSubPage />, {
    apis: [
      [
        controlPlaneApiRef,
        anApi({ getCaller: async () => aCaller(), ...operations }),
      ],
    ],
    initialRouteEntries: [path],
  });
}

const listClasses = async () => ({
  items: [productionClass, anEnvironmentClass()],
});

describe('ClassesSubPage', () => {
  it('shows of each class what one compares, by title', async () => {
    await show({ listClasses });

    const cards = await screen.findAllByRole('article');
    expect(cards.map(card => card.getAttribute('aria-label'))).toEqual([
      'Preview',
      'Production',
    ]);
    const [preview, production] = cards;
    expect(production).toHaveTextContent('$2,400 a month');
    expect(production).toHaveTextContent('1d, up to 365d');
    expect(production).toHaveTextContent('A person approves everything');
    expect(preview).toHaveTextContent('Policy approves everything');
    expect(production).toHaveTextContent('us-east-1');
    expect(production).toHaveTextContent('baseline-security');
    expect(
      within(production).getByRole('link', { name: 'Request Production' }),
    ).toHaveAttribute('href', '/control-plane/classes/production/request');
  });

  it('says for which actions a person approves where policy approves the first', async () => {
    await show({
      listClasses: async () => ({
        items: [anEnvironmentClass({ approval: { requiredFor: ['extend'] } })],
      }),
    });

    expect(
      await screen.findByRole('article', { name: 'Preview' }),
    ).toHaveTextContent('A person approves: extend');
  });

  it('keeps the component and the team that one came with', async () => {
    await show({ listClasses }, '/?app=billing-api&team=platform&x=1');

    expect(
      await screen.findByRole('link', { name: 'Request Preview' }),
    ).toHaveAttribute(
      'href',
      '/control-plane/classes/preview/request?team=platform&app=billing-api',
    );
  });

  it('offers no request of a class that the caller may not ask for', async () => {
    await show({
      listClasses,
      getCaller: async () => aCaller({ create: [{ classes: ['preview'] }] }),
    });

    const production = await screen.findByRole('article', {
      name: 'Production',
    });
    expect(
      await within(production).findByText(/Your role does not let you/),
    ).toBeInTheDocument();
    expect(
      within(production).queryByRole('link', { name: /Request/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Request Preview' }),
    ).toBeInTheDocument();
  });

  it('says so when no class is offered', async () => {
    await show({ listClasses: async () => ({ items: [] }) });

    expect(
      await screen.findByText('No class is offered yet'),
    ).toBeInTheDocument();
  });

  it('says so when classes may not be seen', async () => {
    const error = await aProblem(403, 'Not allowed');
    await show({ listClasses: () => Promise.reject(error) });

    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('shows everything about one class, its parameters as a table', async () => {
    await show({ getClass: async () => productionClass }, '/production');

    expect(
      await screen.findByRole('heading', { name: 'Production' }),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText('A person approves everything').length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByText(/an approver or admin other than the requester/),
    ).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /retentionDays/ });
    expect(row).toHaveTextContent('integer');
    expect(row).toHaveTextContent('365');
    expect(row).toHaveTextContent('at least 90');
    expect(
      screen.getByRole('row', { name: /allowIngressFrom\[\]\.cidr/ }),
    ).toBeInTheDocument();
  });

  it('says so when there is no such class', async () => {
    const error = await aProblem(404, 'There is no class gone');
    await show({ getClass: () => Promise.reject(error) }, '/gone');

    expect(await screen.findByText('Nothing found here')).toBeInTheDocument();
  });
});
