export const failureKinds = [
  'bad-request',
  'bad-picture',
  'model-missing',
  'model-invalid',
  'unsupported',
  'out-of-memory',
  'disk-full',
  'schema-from-future',
  'store-damaged',
  'store-unavailable',
  'not-found',
  'service-lost',
  'cancelled',
  'internal',
] as const;
export type FailureKind = (typeof failureKinds)[number];
