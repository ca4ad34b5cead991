import { storeErrors } from './errors-store.ts';
import { studioErrors } from './errors-studio.ts';

export const errorWords = { ...studioErrors, ...storeErrors } as const;
