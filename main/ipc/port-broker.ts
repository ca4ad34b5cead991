import { ipcMain, MessageChannelMain } from 'electron';
import { z } from 'zod';
import { channels } from '../../preload/contract/channels.ts';
import { type ServiceName, serviceNames } from '../../preload/contract/desktop.ts';
import type { MainPortLike } from '../../preload/rpc/port.ts';
import { isOurPage } from '../windows/policy.ts';

const requestSchema = z.tuple([z.enum(serviceNames), z.string().min(1).max(100)]);

/**
 * Gives the page a port to a service on request. One end goes to the service's process, the other to the page, which
 * recognises it by its nonce. Requests from other frames get no answer.
 */
export function brokerPorts(connect: (service: ServiceName, port: MainPortLike) => void): void {
  ipcMain.on(channels.port, (event, ...raw: unknown[]) => {
    const request = requestSchema.safeParse(raw);
    if (!request.success || !event.senderFrame || !isOurPage(event.senderFrame)) return;
    const [service, nonce] = request.data;
    const { port1, port2 } = new MessageChannelMain();
    connect(service, port1);
    event.senderFrame.postMessage(channels.port, { nonce }, [port2]);
  });
}
