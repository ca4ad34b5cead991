import type { EngineService } from '../../preload/contract/engine.ts';
import type { Client } from '../../preload/contract/service.ts';

/** The engine's client, whose drawings begin in spite of too little memory while `insists` says so. */
export function insisting(engine: Client<EngineService>, insists: () => boolean): Client<EngineService> {
  return {
    ...engine,
    draw: (request, options) => engine.draw(insists() ? { ...request, ignoreMemory: true } : request, options),
  };
}
