import type { pictureErrors } from '../../words/en/errors-pictures.ts';
import type { FailureKind } from '../failure-kinds.ts';

export const pictureKinds: Readonly<Record<keyof typeof pictureErrors, FailureKind>> = {
  'pictures.absent': 'not-found',
  'pictures.unread': 'bad-picture',
  'pictures.irregular': 'bad-picture',
  'pictures.unreadable': 'bad-picture',
  'pictures.too-large': 'bad-picture',
  'pictures.too-many-bytes': 'bad-picture',
  'pictures.too-slow': 'bad-picture',
  'pictures.too-hungry': 'bad-picture',
  'pictures.fatal': 'bad-picture',
  'pictures.too-much-inside': 'bad-picture',
  'pictures.no-heic': 'bad-picture',
  'pictures.odd-bmp': 'bad-picture',
  'pictures.odd-tiff': 'bad-picture',
  'pictures.too-deep': 'bad-picture',
  'pictures.too-many-layers': 'bad-picture',
  'pictures.too-many-layer-pixels': 'bad-picture',
  'pictures.too-much-packed': 'bad-picture',
  'pictures.psd-colours': 'bad-picture',
  'pictures.psd-depth': 'bad-picture',
  'pictures.no-layers': 'bad-picture',
};
