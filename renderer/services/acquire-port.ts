import type { ServiceName, StudioBridge } from '../../preload/contract/desktop.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { domPort, type Port } from '../../preload/rpc/port.ts';

/** The parts of the window that are used, so that a test can replace it. */
export interface PortWindow {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const PATIENCE_MS = 15_000;

/**
 * Asks main for a port to a service. The port arrives as a message of this window. The nonce tells it from the answer
 * to another request. Rejects with 'service-lost' where no port arrives.
 */
export function acquirePort(bridge: StudioBridge, service: ServiceName, page: PortWindow = window): Promise<Port> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      page.removeEventListener('message', receive);
    };
    const receive = (event: MessageEvent) => {
      if (event.source !== page || event.origin !== page.location.origin || !isAnswer(event.data, nonce)) return;
      stop();
      const [port] = event.ports;
      if (port === undefined) reject(missing());
      else resolve(domPort(port));
    };
    const timer = setTimeout(() => {
      stop();
      reject(missing());
    }, PATIENCE_MS);
    page.addEventListener('message', receive);
    bridge.requestPort(service, nonce);
  });
}

function isAnswer(data: unknown, nonce: string): boolean {
  if (typeof data !== 'object' || data === null) return false;
  return 'type' in data && data.type === 'studio:port' && 'nonce' in data && data.nonce === nonce;
}

const missing = () => StudioError.of('services.silent', {}, { retryable: true });
