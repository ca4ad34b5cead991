import type { StoreApi } from 'zustand/vanilla';
import type { ServiceState } from '../../../preload/contract/desktop.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { saidOf } from '../../../preload/words/sentence.ts';
import { isModelComing } from '../model-coming.ts';
import type { StudioParts } from '../parts.ts';
import type { AppState } from '../window-types.ts';

export interface ServiceFollowerParts extends Pick<StudioParts, 'engine' | 'notify'> {
  /** Offers the model to the prompts of all open projects. */
  readonly offerModel: (manifest: Manifest) => void;
  /** Called when no model is there, and none is being loaded. */
  readonly onNoModel: () => void;
  readonly openLast: () => void;
  /** Called when the store is back after it was lost. */
  readonly catchUp: () => void;
}

/**
 * Follows the state of the services. It reads the model of a started engine, and reads again from a store that is back.
 */
export function serviceFollower(app: StoreApi<AppState>, parts: ServiceFollowerParts): (state: ServiceState) => void {
  /** Counts the lives of the engine, since an answer of one that is gone may still be on its way. */
  let lives = 0;
  app.subscribe((now, before) => {
    if (isModelComing(before) && !isModelComing(now)) parts.onNoModel();
  });
  return (state) => {
    const { service } = state;
    // The picture service is stopped on purpose, and each call reports its own outcome.
    if (service === 'pictures') return;
    const before = app.getState().services[service].state;
    // What the window asks for at its start may be told a second time as an event.
    if (service === 'engine' && state.state !== before) lives += 1;
    const mine = lives;
    app.setState((now) => ({
      services: { ...now.services, [service]: state },
      // One that is started anew may be started with another model. One that died comes back with its own.
      ...(service === 'engine' && state.state === 'starting' && { engine: null, modelFailure: null }),
    }));
    if (state.state !== 'running' || before === 'running') return;
    if (service === 'engine') void greetEngine(app, parts, () => lives === mine);
    else if (app.getState().phase === 'failed') parts.openLast();
    else parts.catchUp();
  };
}

async function greetEngine(
  app: StoreApi<AppState>,
  { engine, notify, offerModel }: ServiceFollowerParts,
  isStill: () => boolean,
): Promise<void> {
  try {
    const status = await engine.status({});
    if (!isStill()) return;
    app.setState({ engine: status, modelFailure: null });
    offerModel(status.manifest);
    for (const note of status.notes) notify('failure', saidOf(note));
  } catch (error) {
    // The service's state or the next call shows the failure.
    console.error(error);
    const failure = failureOf(error);
    if (failure.kind !== 'service-lost' && isStill()) app.setState({ modelFailure: failure });
  }
}
