/** The thread for pixels: one request at a time, one answer each. */
import { answer, memoryOf, type PixelRequest } from './requests.ts';

self.onmessage = ({ data }: MessageEvent<PixelRequest>) => {
  const found = answer(data);
  self.postMessage(found, { transfer: memoryOf(found) });
};
