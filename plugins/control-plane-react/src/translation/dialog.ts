export const dialog = {
  cancel: 'Cancel',
  optional: 'Optional',
  typeToConfirm: 'Type {{name}} to confirm',
  typedOther: 'expected {{name}}, got {{typed}}',
} as const;
