/** The thread for pixels. It answers one request after another. */
import { answer, memoryOf, type PixelRequest } from './requests.ts';

self.onmessage = ({ data }: MessageEvent<PixelRequest>) => {
  const found = answer(data);
  self.postMessage(found, { transfer: memoryOf(found) });
};
