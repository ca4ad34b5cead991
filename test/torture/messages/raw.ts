import { failureSchema } from '../../../preload/contract/errors.ts';
import { replyMessageSchema } from '../../../preload/rpc/messages.ts';
import type { Port } from '../../../preload/rpc/port.ts';
import { fromWire } from '../../../preload/rpc/wire.ts';
import { complaintAbout } from '../sentence.ts';
import { asWire } from './wire-form.ts';

/** What came back to a message that was posted as it is, without the client's own checks. */
export type Reply =
  | { readonly kind: 'result' }
  | { readonly kind: 'refused'; readonly complaint: string | null; readonly message: string };

interface RawCall {
  readonly reply: Promise<Reply>;
  readonly cancel: () => void;
}

/** A port on which anything can be posted. */
export class RawPort {
  readonly #port: Port;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 1000;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((raw) => {
      const message = replyMessageSchema.safeParse(fromWire(raw)?.message);
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

  /** As it is: not even in a wire form. */
  post(message: unknown): void {
    this.#port.post(message);
  }

  /** Calls, and tells what came back; `cancel` ends it early. @param form what is posted in the place of the call */
  call(method: string, params: unknown, form: (call: unknown) => unknown = asWire): RawCall {
    const id = ++this.#last;
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#port.post(form({ kind: 'call', id, method, params }));
    return { reply, cancel: () => this.#port.post(asWire({ kind: 'cancel', id })) };
  }
}
