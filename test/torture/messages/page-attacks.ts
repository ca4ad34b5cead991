/** Functions that run inside the page, as an attacker's script would: each stands alone. */

interface Bridge {
  requestPort(service: string, nonce: string): void;
  call(method: string, params: unknown): Promise<unknown>;
}

/** @returns the refusal's sentence; null where the call was answered */
export async function callBridge({ method, params }: { method: string; params: unknown }): Promise<string | null> {
  const bridge = (window as unknown as { studio: Bridge }).studio;
  try {
    const answer = (await bridge.call(method, params)) as { readonly failure?: { readonly message: string } };
    return answer.failure?.message ?? null;
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replace(
      /^Error invoking remote method '[^']*': /,
      '',
    );
  }
}

export async function ping(): Promise<boolean> {
  await (window as unknown as { studio: Bridge }).studio.call('info', {});
  return true;
}

/** Over a port of its own, which is closed in the middle of whatever it set off. */
export async function postRaw({ service, message }: { service: 'store' | 'engine'; message: unknown }): Promise<void> {
  const nonce = crypto.randomUUID();
  const port = await new Promise<MessagePort | undefined>((resolve) => {
    window.addEventListener('message', function listen(event: MessageEvent) {
      if (event.data?.nonce !== nonce) return;
      window.removeEventListener('message', listen);
      resolve(event.ports[0]);
    });
    (window as unknown as { studio: Bridge }).studio.requestPort(service, nonce);
    setTimeout(() => resolve(undefined), 5000);
  });
  if (port === undefined) throw new Error(`No port to the ${service} came.`);
  port.start();
  try {
    port.postMessage(message);
  } catch {
    // What cannot be cloned never leaves the page.
  }
  await new Promise((resolve) => setTimeout(resolve, 5));
  port.close();
}

export const portAttacks = [
  'ports that nobody asked for',
  'a closed port, transferred',
  'a port over a port',
  'answers under every nonce',
  'a thousand messages and a close',
  'what is no port message',
] as const;
export type PortAttack = (typeof portAttacks)[number];

export async function attackPorts(way: PortAttack): Promise<void> {
  const bridge = (window as unknown as { studio: Bridge }).studio;
  const origin = window.location.origin;
  const nonce = crypto.randomUUID();
  const channel = () => new MessageChannel();
  const call = (id: number, params: object) => ({
    header: { body: { kind: 'call', id, method: 'listProjects', params }, arrays: [] },
    parts: [],
  });
  const given = async () =>
    await new Promise<MessagePort | undefined>((resolve) => {
      window.addEventListener(
        'message',
        (event: MessageEvent) => event.data?.nonce === nonce && resolve(event.ports[0]),
      );
      bridge.requestPort('store', nonce);
      setTimeout(() => resolve(undefined), 5000);
    });
  if (way === 'ports that nobody asked for') {
    for (let i = 0; i < 50; i += 1)
      window.postMessage({ type: 'studio:port', nonce: `${i}` }, origin, [channel().port2]);
  } else if (way === 'answers under every nonce') {
    for (const odd of [null, {}, [], 1, '', '__proto__', 'x'.repeat(1e6)])
      window.postMessage({ type: 'studio:port', nonce: odd }, origin, [channel().port1]);
  } else if (way === 'what is no port message') {
    for (const odd of [null, 1, 'studio:port', [], { type: {} }, { type: 'studio:port' }])
      window.postMessage(odd, origin);
  } else {
    const port = await given();
    if (port === undefined) throw new Error('No port came.');
    port.start();
    if (way === 'a closed port, transferred') {
      const { port1, port2 } = channel();
      port1.close();
      port2.close();
      try {
        port.postMessage(call(1, {}), [port1]);
      } catch {
        // A closed port may not be transferred in every browser.
      }
      const { port1: open } = channel();
      port.postMessage(call(2, { open }), [open]);
    }
    if (way === 'a port over a port') port.postMessage(call(1, {}), [channel().port1, channel().port2]);
    if (way === 'a thousand messages and a close') {
      for (let i = 0; i < 1000; i += 1) port.postMessage(call(i, {}));
    }
    port.close();
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
