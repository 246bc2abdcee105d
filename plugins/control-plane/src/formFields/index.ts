import { ExtensionDefinition } from '@backstage/frontend-plugin-api';

export const formFields: ExtensionDefinition[] = [];
