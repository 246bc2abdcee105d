export const formFields = {} as const;
