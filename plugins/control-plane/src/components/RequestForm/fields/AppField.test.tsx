import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { controlPlaneApiRef } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { aCatalog } from '../../../__testUtils__/aCatalog';
import { anApi } from '../../../__testUtils__/anApi';
import { AppField } from './AppField';

function Harness(props: { value: string }) {
  const [value, setValue] = useState(props.value);
  return (
    <>
      <AppField team="platform" value={value} onChange={setValue} />
      <output>{`Chosen: ${value}`}</output>
      <button type="button" onClick={() => setValue('')}>
        Start over
      </button>
    </>
  );
}

async function show(options: { value?: string } = {}) {
  await renderInTestApp(<Harness value={options.value ?? ''} />, {
    apis: [
      [controlPlaneApiRef, anApi({})],
      [catalogApiRef, aCatalog()],
    ],
  });
  return {
    field: await screen.findByRole('combobox', { name: /Component/ }),
    user: userEvent.setup(),
  };
}

describe('AppField', () => {
  it('lists the components of the team first, without names that no request may take', async () => {
    const { field, user } = await show();
    await user.click(field);

    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['payments-api', 'cart-service']);
  });

  it('is chosen from with the keyboard: typed, gone down to, taken', async () => {
    const { field, user } = await show();
    await user.tab();
    expect(field).toHaveFocus();
    await user.keyboard('cart');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await user.keyboard('{ArrowDown}{Enter}');

    expect(await screen.findByText('Chosen: cart-service')).toBeInTheDocument();
    expect(field).toHaveValue('cart-service');
  });

  it('forgets its text when the form is begun anew', async () => {
    const { field, user } = await show({ value: 'cart-service' });
    expect(field).toHaveValue('cart-service');

    await user.click(screen.getByRole('button', { name: 'Start over' }));

    expect(field).toHaveValue('');
  });
});
