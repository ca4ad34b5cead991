/**
 * This script runs in the window's isolated world, sandboxed and before the scripts of the page. It gives the page
 * `window.studio` (StudioBridge) and nothing else of Electron.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { channels } from './contract/channels.ts';
import type { ServiceName, StudioBridge } from './contract/desktop.ts';

const bridge: StudioBridge = {
  requestPort: (service: ServiceName, nonce: string) => ipcRenderer.send(channels.port, service, nonce),
  // An error would keep only its message on its way into the page, so a failure is returned as a value.
  call: (method, params) => ipcRenderer.invoke(channels.call, method, params),
  onEvent: (listener) => {
    const forward = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(channels.event, forward);
    return () => ipcRenderer.off(channels.event, forward);
  },
};

// A port cannot cross the context bridge. It is posted to the page, which recognises it by its nonce.
ipcRenderer.on(channels.port, (event, message: { nonce: string }) => {
  window.postMessage({ type: 'studio:port', nonce: message.nonce }, window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('studio', bridge);
