import { failureSchema } from '../../../preload/contract/errors.ts';
import { replyMessageSchema } from '../../../preload/rpc/messages.ts';
import type { Port } from '../../../preload/rpc/port.ts';
import { complaintAbout } from '../sentence.ts';

/** What came back to a message that was posted as it is, without the client's own checks. */
export type Reply =
  | { readonly kind: 'result' }
  | { readonly kind: 'refused'; readonly complaint: string | null; readonly message: string };

/** A port on which anything can be posted. */
export class RawPort {
  readonly #port: Port;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 1000;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((raw) => {
      const message = replyMessageSchema.safeParse(raw);
      if (!message.success || message.data.kind === 'event') return;
      const settle = this.#waiting.get(message.data.id);
      this.#waiting.delete(message.data.id);
      if (message.data.kind === 'result') settle?.({ kind: 'result' });
      else {
        const failure = failureSchema.parse(message.data.failure);
        settle?.({ kind: 'refused', complaint: complaintAbout(failure), message: failure.message });
      }
    });
  }

  post(message: unknown): void {
    this.#port.post(message);
  }

  /** Calls, and tells what came back; `cancel` ends it early. */
  call(method: string, params: unknown): { readonly reply: Promise<Reply>; readonly cancel: () => void } {
    const id = ++this.#last;
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#port.post({ kind: 'call', id, method, params });
    return { reply, cancel: () => this.#port.post({ kind: 'cancel', id }) };
  }
}
