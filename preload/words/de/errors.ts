import { pictureErrors } from './errors-pictures.ts';
import { storeErrors } from './errors-store.ts';
import { studioErrors } from './errors-studio.ts';

export const errorWords = { ...studioErrors, ...storeErrors, ...pictureErrors } as const;
