import type { addingErrors } from '../../words/en/errors-adding.ts';
import type { FailureKind } from '../failure-kinds.ts';

export const addingKinds: Readonly<Record<keyof typeof addingErrors, FailureKind>> = {
  'adding.nothing-there': 'model-missing',
  'adding.folder-gone': 'model-missing',
  'adding.moving': 'bad-request',
  'adding.move-ended': 'service-lost',
  'adding.not-moved': 'bad-request',
  'adding.no-writing': 'bad-request',
  'adding.lies-below': 'model-missing',
  'adding.is-file': 'model-missing',
  'adding.no-access': 'model-missing',
  'adding.busy': 'bad-request',
  'adding.checking': 'bad-request',
  'adding.ended': 'model-invalid',
  'adding.look-ended': 'model-invalid',
  'adding.list-ended': 'service-lost',
  'adding.check-ended': 'service-lost',
  'adding.unlisted': 'not-found',
  'adding.unusable': 'model-invalid',
  'adding.in-use': 'bad-request',
  'adding.bundled-stays': 'bad-request',
  'adding.not-trashed': 'bad-request',
  'adding.not-kept': 'disk-full',
  'adding.unknown': 'not-found',
  'adding.unclear': 'bad-request',
};
