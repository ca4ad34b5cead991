import type { StudioBridge } from '../preload/contract/desktop.ts';

declare global {
  interface Window {
    /** Put there by preload/bridge.ts. */
    readonly studio: StudioBridge;
  }
}
