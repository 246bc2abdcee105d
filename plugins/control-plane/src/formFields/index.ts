import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const teamPicker = FormFieldBlueprint.make({
  name: 'control-plane-team-picker',
  params: {
    field: () => import('./teamPicker').then(module => module.teamPicker),
  },
});

const appPicker = FormFieldBlueprint.make({
  name: 'control-plane-app-picker',
  params: {
    field: () => import('./appPicker').then(module => module.appPicker),
  },
});

const classPicker = FormFieldBlueprint.make({
  name: 'control-plane-class-picker',
  params: {
    field: () => import('./classPicker').then(module => module.classPicker),
  },
});

const regionPicker = FormFieldBlueprint.make({
  name: 'control-plane-region-picker',
  params: {
    field: () => import('./regionPicker').then(module => module.regionPicker),
  },
});

const leasePicker = FormFieldBlueprint.make({
  name: 'control-plane-lease-picker',
  params: {
    field: () => import('./leasePicker').then(module => module.leasePicker),
  },
});

const parameters = FormFieldBlueprint.make({
  name: 'control-plane-parameters',
  params: {
    field: () => import('./parameters').then(module => module.parameters),
  },
});

const plan = FormFieldBlueprint.make({
  name: 'control-plane-plan',
  params: {
    field: () => import('./plan').then(module => module.plan),
  },
});

/** Fields for templates, each named by its `ui:field`. */
export const formFields = [
  teamPicker,
  appPicker,
  classPicker,
  regionPicker,
  leasePicker,
  parameters,
  plan,
];
