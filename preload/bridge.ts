/**
 * Runs in the window's isolated world, before the page, under the sandbox. The page gets
 * `window.studio` (StudioBridge) and nothing of Electron.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { channels } from './contract/channels.ts';
import type { ServiceName, StudioBridge } from './contract/desktop.ts';

const bridge: StudioBridge = {
  requestPort: (service: ServiceName, nonce: string) => ipcRenderer.send(channels.port, service, nonce),
  // Of an error only the message would cross into the page: a failure is a value.
  call: (method, params) => ipcRenderer.invoke(channels.call, method, params),
  onEvent: (listener) => {
    const forward = (_event: unknown, message: unknown) => listener(message);
    ipcRenderer.on(channels.event, forward);
    return () => ipcRenderer.off(channels.event, forward);
  },
};

// A port cannot cross the context bridge: it is posted to the page, which knows it by its nonce.
ipcRenderer.on(channels.port, (event, message: { nonce: string }) => {
  window.postMessage({ type: 'studio:port', nonce: message.nonce }, window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('studio', bridge);
