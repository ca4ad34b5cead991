import { setTimeout as sleep } from 'node:timers/promises';
import { StudioError } from '../../../preload/contract/errors.ts';
import { storeService } from '../../../preload/contract/store.ts';
import { connect } from '../../../preload/rpc/connect.ts';
import { Closing, type Port } from '../../../preload/rpc/port.ts';
import { fromWire } from '../../../preload/rpc/wire.ts';
import type { Chance } from '../chance.ts';
import type { Verdict } from '../rounds.ts';
import { type Hostile, hostileValue, type Known } from './hostile.ts';
import { spoiled } from './spoiled.ts';
import { asWire, spoiledWire } from './wire-form.ts';

const known: Known = {
  projectId: '00000000-0000-4000-8000-000000000001',
  otherId: '00000000-0000-4000-8000-000000000002',
  hash: 'a'.repeat(64),
};

/** The far end of a port, in the hands of an attacker. */
function attackedPort() {
  const closing = new Closing();
  let listener: (message: unknown) => void = () => undefined;
  const posted: { id: number }[] = [];
  const port: Port = {
    post: (message) => posted.push(fromWire(message)?.message as { id: number }),
    onMessage: (next) => {
      listener = next;
    },
    onClose: closing.listen,
    close: closing.settle,
  };
  return { port, posted, answer: (message: unknown) => listener(message), close: closing.settle };
}

/** A service that answers as no service would: the window's calls must settle, each with its own answer or a refusal. */
export async function hostileReply(chance: Chance): Promise<Verdict> {
  const { port, posted, answer, close } = attackedPort();
  const client = connect(storeService, port);
  const calls = Array.from({ length: chance.int(1, 6) }, () => client.listNotes({ projectId: known.projectId }));
  const outcomes = Promise.allSettled(calls);
  const faults: string[] = [];
  const sent: string[] = [];
  for (let i = chance.int(1, 8); i > 0; i -= 1) {
    const { value, what } = strangeMessage(chance, posted);
    sent.push(what);
    try {
      answer(value);
    } catch (error) {
      faults.push(`the client threw: ${String(error)}`);
    }
  }
  close();
  const settled = await Promise.race([outcomes, sleep(5000, null, { ref: false })]);
  if (settled === null)
    return { what: `reply: ${sent.join('; ')}`, outcome: 'fault', faults: ['a call never settles'] };
  for (const outcome of settled) {
    if (outcome.status === 'rejected' && !(outcome.reason instanceof StudioError))
      faults.push(`rejected with ${String(outcome.reason)}`);
    if (outcome.status === 'fulfilled' && !Array.isArray(outcome.value.notes))
      faults.push('an answer that fits no schema came through');
  }
  if ('polluted' in {}) faults.push('the prototype of all objects was changed');
  return { what: `reply: ${sent.join('; ').slice(0, 160)}`, outcome: faults.length > 0 ? 'fault' : 'refused', faults };
}

/** In a wire form, in a damaged one, or in none. */
function strangeMessage(chance: Chance, posted: readonly { id: number }[]): Hostile {
  const { message, what } = strangeAnswer(chance, posted);
  if (chance.happens(0.8)) return { value: asWire(message), what };
  const sound = { kind: 'result', id: chance.pick(posted).id, result: { bytes: new Uint8Array(3) } };
  return chance.happens(0.5)
    ? { value: message, what: `not in a wire form: ${what}` }
    : spoiledWire(sound, chance, known);
}

function strangeAnswer(chance: Chance, posted: readonly { id: number }[]): { message: unknown; what: string } {
  const id = chance.happens(0.7) ? chance.pick(posted).id : chance.pick([0, -1, 99, 1e9]);
  const hostile = hostileValue(chance, known);
  const note = {
    id: known.otherId,
    task: 'caption',
    question: '',
    text: 'x',
    picture: null,
    settings: null,
    modelHash: '',
    createdAt: 1,
    editedAt: null,
  };
  const result = spoiled({ notes: [note], unreadable: [] }, chance, known);
  return chance.pick([
    { message: { kind: 'result', id, result: result.value }, what: `result of ${id}: ${result.what}` },
    { message: { kind: 'result', id, result: hostile.value }, what: `result of ${id}: ${hostile.what}` },
    { message: { kind: 'error', id, failure: hostile.value }, what: `error of ${id}: ${hostile.what}` },
    { message: { kind: 'event', id, event: hostile.value }, what: `event of ${id}: ${hostile.what}` },
    { message: hostile.value, what: `no answer: ${hostile.what}` },
    { message: { kind: 'result', id: hostile.value, result: {} }, what: `an id that is ${hostile.what}` },
    {
      message: {
        kind: 'error',
        id,
        failure: { kind: 'internal', message: 'x', retryable: false, __proto__: { polluted: 1 } },
      },
      what: `an error of ${id}`,
    },
  ]);
}
