export const entity = {} as const;
