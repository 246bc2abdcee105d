export * from './descriptorSchemas';
export * from './parseDescriptor';
