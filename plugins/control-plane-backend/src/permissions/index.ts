export * from './Authorizer';
export * from './conditionExports';
export * from './DefaultAuthorizer';
export * from './registerPermissions';
export * from './requestResourceRef';
export * from './rules';
