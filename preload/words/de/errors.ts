import { studioErrors } from './errors-studio.ts';

export const errorWords = { ...studioErrors } as const;
