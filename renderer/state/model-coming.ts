import type { AppState } from './window-types.ts';

/** Whether the engine is loading its model, or will be as soon as it runs. */
export const isModelComing = ({ services, modelFailure }: Pick<AppState, 'services' | 'modelFailure'>): boolean =>
  services.engine.state !== 'failed' && modelFailure === null;
