/**
 * The engine of a command. Commands ask it as the window does, by a client over a port, which here lies in the same
 * thread.
 */
import type { EngineService } from '../../../preload/contract/engine.ts';
import { engineWire } from '../../../preload/contract/engine-wire.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Client } from '../../../preload/contract/service.ts';
import { connect } from '../../../preload/rpc/connect.ts';
import { engineClient } from '../../../preload/rpc/engine-client.ts';
import { portsInThread } from '../../../preload/rpc/port.ts';
import { serve } from '../../../preload/rpc/serve.ts';
import { engineHandlers } from '../service/handlers.ts';
import { InThread } from '../service/in-thread.ts';
import { openFamilyModel } from './options.ts';

/** An open engine with its model. */
export interface Engine {
  readonly client: Client<EngineService>;
  readonly manifest: Manifest;
  readonly provider: string;
  readonly close: () => Promise<void>;
}

/**
 * Loads the model and connects a client to it.
 * @throws StudioError 'model-missing', 'model-invalid' or 'out-of-memory'
 */
export async function openEngine(folder: string | undefined): Promise<Engine> {
  const model = await openFamilyModel(folder);
  const [near, far] = portsInThread();
  serve(engineWire, engineHandlers(new InThread({ model, notes: [] })), far);
  const { manifest, provider } = model;
  const close = async () => {
    near.close();
    await model.close();
  };
  return { client: engineClient(connect(engineWire, near), { previews: false }), manifest, provider, close };
}
