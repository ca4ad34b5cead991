/** The thread for paint. It takes one message after the other. */
import { PaintHost } from './host.ts';
import type { PaintAnswer, PaintRequest } from './messages.ts';

const host = new PaintHost((answer) => self.postMessage(answer, { transfer: buffersOf(answer) }));

self.onmessage = ({ data }: MessageEvent<PaintRequest>) => host.take(data);

function buffersOf(answer: PaintAnswer): ArrayBuffer[] {
  if (answer.kind === 'patches') return answer.patches.map(({ rgba }) => rgba.buffer);
  return answer.kind === 'finished' ? answer.tiles.flatMap(({ png }) => png?.buffer ?? []) : [];
}
