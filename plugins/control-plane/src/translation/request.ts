export const request = {} as const;
