import { Select, TextField } from '@backstage/ui';
import { render, screen } from '@testing-library/react';
import { Field } from './fields/Field';
import { focusFirstProblem } from './focusFirstProblem';

function show(errors: { team?: string; reason?: string }) {
  const { container } = render(
    <form>
      <Field error={errors.team}>
        {described => (
          <Select
            {...described}
            label="Team"
            options={[{ id: 'web', label: 'web' }]}
          />
        )}
      </Field>
      <Field error={errors.reason}>
        {described => <TextField {...described} label="Reason" />}
      </Field>
      <div role="alert" tabIndex={-1} />
    </form>,
  );
  focusFirstProblem(container);
}

describe('focusFirstProblem', () => {
  it('goes to a choice that comes before a wrong text', () => {
    show({ team: 'expected a team', reason: 'expected a text' });

    expect(screen.getByRole('button', { name: /Team/ })).toHaveFocus();
  });

  it('passes over fields with which nothing is wrong', () => {
    show({ reason: 'expected a text' });

    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveFocus();
  });

  it('goes to the notice when no field is wrong', () => {
    show({});

    expect(screen.getByRole('alert')).toHaveFocus();
  });
});
