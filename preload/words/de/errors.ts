import { addingErrors } from './errors-adding.ts';
import { checkpointErrors } from './errors-checkpoint.ts';
import { cliErrors } from './errors-cli.ts';
import { engineErrors } from './errors-engine.ts';
import { hubErrors } from './errors-hub.ts';
import { modelErrors } from './errors-models.ts';
import { pictureErrors } from './errors-pictures.ts';
import { storeErrors } from './errors-store.ts';
import { studioErrors } from './errors-studio.ts';

export const errorWords = {
  ...studioErrors,
  ...engineErrors,
  ...modelErrors,
  ...checkpointErrors,
  ...addingErrors,
  ...hubErrors,
  ...cliErrors,
  ...storeErrors,
  ...pictureErrors,
} as const;
