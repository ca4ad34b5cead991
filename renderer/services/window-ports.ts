import type { ServiceName, StudioBridge } from '../../preload/contract/desktop.ts';
import { domPort, type Port } from '../../preload/rpc/port.ts';

/**
 * Ports to the services. The preload script posts them into the page; each is known by the nonce
 * that it was asked with, so a message of anyone else's is not taken for one.
 */
export function windowPorts(bridge: StudioBridge, page: Window): (service: ServiceName) => Promise<Port> {
  const waiting = new Map<string, (port: Port) => void>();
  page.addEventListener('message', (event) => {
    if (event.source !== page || event.origin !== page.location.origin) return;
    const message: unknown = event.data;
    if (typeof message !== 'object' || message === null || !('type' in message) || !('nonce' in message)) return;
    const [port] = event.ports;
    if (message.type !== 'studio:port' || typeof message.nonce !== 'string' || !port) return;
    waiting.get(message.nonce)?.(domPort(port));
    waiting.delete(message.nonce);
  });
  return (service) =>
    new Promise((resolve) => {
      const nonce = crypto.randomUUID();
      waiting.set(nonce, resolve);
      bridge.requestPort(service, nonce);
    });
}
