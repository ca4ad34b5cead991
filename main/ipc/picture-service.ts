import { MessageChannelMain } from 'electron';
import { type PictureClient, type PictureService, pictureService } from '../../preload/contract/picture-service.ts';
import { type Connection, connect } from '../../preload/rpc/connect.ts';
import { pictureClient } from '../../preload/rpc/picture-client.ts';
import { type MainPortLike, mainPort } from '../../preload/rpc/port.ts';

/**
 * The picture service for main itself, which exports pictures.
 * @param hand gives one end of a channel to the service
 */
export function picturesOf(hand: (port: MainPortLike) => void): PictureClient {
  let current: Connection<PictureService> | undefined;
  return pictureClient(() => {
    if (current !== undefined) return current;
    const { port1, port2 } = new MessageChannelMain();
    const port = mainPort(port2);
    // The service ends itself at times. The next call then goes to its successor.
    port.onClose(() => {
      current = undefined;
    });
    current = connect(pictureService, port);
    hand(port1);
    return current;
  });
}
