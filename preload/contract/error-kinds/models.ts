import type { modelErrors } from '../../words/en/errors-models.ts';
import type { FailureKind } from '../failure-kinds.ts';

export const modelKinds: Readonly<Record<keyof typeof modelErrors, FailureKind>> = {
  'model.none-there': 'model-missing',
  'model.manifest-no-json': 'model-invalid',
  'model.manifest-invalid': 'model-invalid',
  'model.manifest-large': 'model-invalid',
  'model.manifest-no-file': 'model-invalid',
  'model.role-twice': 'model-invalid',
  'model.file-twice': 'model-invalid',
  'model.vocabulary-sum': 'model-invalid',
  'model.special-outside': 'model-invalid',
  'model.special-shared': 'model-invalid',
  'model.size-off-grid': 'model-invalid',
  'model.role-absent': 'model-invalid',
  'model.file-absent': 'model-missing',
  'model.file-changed': 'model-invalid',
  'model.number-type': 'model-invalid',
  'model.family-unknown': 'unsupported',
  'model.file-unreadable': 'model-invalid',
  'model.graph-unreadable': 'model-invalid',
  'model.graph-lacks': 'model-invalid',
  'model.graph-failed': 'internal',
  'model.output-no-float': 'model-invalid',
  'model.output-no-integer': 'model-invalid',
  'provider.unknown': 'bad-request',
  'provider.wrong': 'unsupported',
};
