import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '../chance.ts';
import { everythingIn } from '../kills/found.ts';
import { Ledger } from '../kills/ledger.ts';
import { commitOf } from '../projects/content.ts';
import { emptyPage } from '../requests.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { type EngineProcess, forgetPeak, peakOf, type StoreProcess, startEngine, startStore } from '../services.ts';
import { type Hostile, hostileEnvelope, hostileMethod, type Known } from './hostile.ts';
import { RawPort, type Reply } from './raw.ts';
import { hostileReply } from './replies.ts';
import { type SoundCalls, soundEngineCalls, soundStoreCalls } from './sound.ts';
import { spoiled } from './spoiled.ts';
import { asWire, spoiledWire } from './wire-form.ts';

/** An answer takes no longer than this; a drawing is dropped before, and then has as long again. */
const ANSWER_MS = 20_000;
const DRAWING_MS = 3000;
const UNANSWERED_MS = 1000;
/** What one message may cost a service beyond what it holds anyway. */
const MOST_MEGABYTES = { store: 600, engine: 2500 } as const;

type Target = 'store' | 'engine' | 'channel' | 'reply';

/** Hostile messages over the services' own ports and channel, and hostile answers to the window's client. */
export async function messageRounds({ seed, model }: Settings): Promise<Rounds> {
  let bench = await openBench(seed, model);
  const play = async (round: number): Promise<Verdict> => {
    const chance = new Chance(seed, round);
    const target = chance.weighted<Target>([
      [42, 'store'],
      [30, 'engine'],
      [10, 'channel'],
      [18, 'reply'],
    ]);
    if (target === 'reply') return hostileReply(chance);
    const verdict = await playOne(bench, target, chance);
    if (verdict.faults.length > 0) {
      await bench.end();
      bench = await openBench(seed, model);
    }
    return verdict;
  };
  return { play, end: async () => bench.end() };
}

interface Bench {
  readonly store: StoreProcess;
  readonly engine: EngineProcess;
  readonly ports: { readonly store: RawPort; readonly engine: RawPort };
  readonly calls: { readonly store: SoundCalls; readonly engine: SoundCalls };
  readonly known: Known;
  readonly end: () => Promise<void>;
}

async function openBench(seed: number, model: string): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'dimoo-torture-home-'));
  const store = startStore(root);
  const engine = startEngine(model);
  const chance = new Chance(seed, 0xffff_fffe);
  const [first, second] = [
    await store.client.createProject({ name: 'One', document: emptyPage }),
    await store.client.createProject({ name: 'Two', document: emptyPage }),
  ];
  const kept = await store.client.commitGeneration(commitOf(first.project.id, chance));
  const known: Known = { projectId: first.project.id, otherId: second.project.id, hash: kept.picture };
  await engine.client.status({});
  const ports = { store: new RawPort(store.open()), engine: new RawPort(engine.open()) };
  const { calls: engineCalls, pictures } = await soundEngineCalls();
  for (const [sha256, bytes] of pictures) await ports.engine.call('upload', { sha256, bytes }).reply;
  const calls = { store: soundStoreCalls(known, kept.id, chance), engine: engineCalls };
  const end = async () => {
    await Promise.all([store.kill(), engine.kill()]);
    rmSync(root, { recursive: true, force: true });
  };
  return { store, engine, ports, calls, known, end };
}

async function playOne(bench: Bench, target: Exclude<Target, 'reply'>, chance: Chance): Promise<Verdict> {
  const name = target === 'channel' ? chance.pick(['store', 'engine'] as const) : target;
  const service = bench[name];
  const before = await stateOf(bench);
  forgetPeak(service.pid);
  const held = peakOf(service.pid) ?? 0;
  const faults: string[] = [];
  const { what, reply } = await attack(bench, target, name, chance);
  if (reply?.kind === 'refused' && reply.complaint !== null) faults.push(reply.complaint);
  const peak = (peakOf(service.pid) ?? 0) - held;
  if (peak > MOST_MEGABYTES[name]) faults.push(`the ${name} took ${peak} MB more`);
  if (!service.alive)
    return {
      what: `${target}: ${what}`,
      outcome: 'fault',
      faults: [...faults, `the ${name} ended: ${service.log.slice(-400)}`],
    };
  const status = bench.engine.client.status({}).then((answer) => answer.manifest.name);
  const after = await within(stateOf(bench), ANSWER_MS);
  if ((await within(status, ANSWER_MS)) === null) faults.push('the engine does not answer afterwards');
  if (after === null) faults.push('the store does not answer afterwards');
  else if (reply?.kind !== 'result' && after !== before) faults.push('refused, and what is kept has changed');
  const outcome = faults.length > 0 ? 'fault' : (reply?.kind ?? 'ignored');
  return { what: `${target}: ${what}`, outcome, faults };
}

async function attack(bench: Bench, target: Exclude<Target, 'reply'>, name: 'store' | 'engine', chance: Chance) {
  if (target === 'channel') {
    const hostile = hostileChannelMessage(chance, bench.known);
    bench[name].send(hostile.value);
    return { what: `${name}: ${hostile.what}`, reply: null };
  }
  const port = bench.ports[name];
  if (chance.happens(0.15)) {
    const hostile = hostileEnvelope(chance, bench.known);
    port.post(chance.happens(0.5) ? hostile.value : asWire(hostile.value));
    return { what: hostile.what, reply: null };
  }
  const [method, asked] = chance.pick(bench.calls[name]);
  const sound = method === 'submit' ? { ...(asked as object), jobId: chance.uuid() } : asked;
  if (chance.happens(0.1)) {
    let what = '';
    const { reply } = port.call(method, sound, (call) => {
      const spoilt = spoiledWire(call, chance, bench.known);
      what = `${method}: ${spoilt.what}`;
      return spoilt.value;
    });
    // What is no message at all is not answered. What is damaged may still be sound.
    const answered = await within(reply, UNANSWERED_MS);
    if (answered?.kind === 'result' && method === 'submit') return { what, reply: await endOf(port, jobIdOf(sound)) };
    return { what, reply: answered };
  }
  if (chance.happens(0.06)) {
    const strange = hostileMethod(chance);
    return { what: `the method ${JSON.stringify(strange.slice(0, 30))}`, reply: await answerTo(port, strange, sound) };
  }
  const { value, what } = spoiled(sound, chance, bench.known);
  if (chance.happens(0.04)) {
    // Many at once, the same ones over and over; the last one's answer stands for all.
    const calls = Array.from({ length: 60 }, () => port.call(method, value));
    for (const { cancel } of calls.slice(0, -1)) cancel();
    return {
      what: `60 times ${method}: ${what}`,
      reply: await settled(calls.at(-1) ?? port.call(method, value)),
    };
  }
  return { what: `${method}: ${what}`, reply: await answerTo(port, method, value) };
}

async function answerTo(port: RawPort, method: string, params: unknown): Promise<Reply> {
  const reply = await settled(port.call(method, params));
  if (method !== 'submit' || reply.kind !== 'result') return reply;
  return endOf(port, jobIdOf(params));
}

const jobIdOf = (submission: unknown): string => (submission as { readonly jobId: string }).jobId;

async function settled({ reply }: ReturnType<RawPort['call']>): Promise<Reply> {
  return (await within(reply, ANSWER_MS)) ?? silence;
}

const silence: Reply = { kind: 'refused', complaint: `no answer within ${ANSWER_MS / 1000} s`, message: '' };

/** A job that was taken is not waited for: it must end when it is dropped. */
async function endOf(port: RawPort, jobId: string): Promise<Reply> {
  const { reply } = port.call('follow', { jobId });
  const first = await within(reply, DRAWING_MS);
  await settled(port.call('drop', { jobId }));
  if (first !== null) return first;
  const second = (await within(reply, ANSWER_MS)) ?? silence;
  // As cancelled.
  return second.kind === 'refused' && second.complaint === null ? { kind: 'result' } : second;
}

/** What the store holds, in one text. */
async function stateOf({ store }: Bench): Promise<string> {
  const { values, faults } = await everythingIn(store.client, new Ledger());
  const settings = await store.client.getSettings({});
  const bytes = (_key: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  return JSON.stringify([[...values].sort(([a], [b]) => (a < b ? -1 : 1)), settings, faults], bytes);
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  const controller = new AbortController();
  const late = sleep(ms, null, { signal: controller.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    controller.abort();
  }
}

/** Envelopes that main would never send: unknown connections, numbers that are taken, what is no envelope. */
function hostileChannelMessage(chance: Chance, known: Known): Hostile {
  const { value, what } = hostileEnvelope(chance, known);
  // Alone, these two cannot travel over a channel.
  const sent = value === undefined || typeof value === 'bigint' ? null : value;
  return chance.pick<Hostile>([
    { value: sent, what: `no envelope: ${what}` },
    { value: { kind: 'open', connection: 1 }, what: 'a connection that is open already' },
    { value: { kind: 'open', connection: -1 }, what: 'connection -1' },
    { value: { kind: 'message', connection: 999, message: sent }, what: `over an unknown connection: ${what}` },
    { value: { kind: 'close', connection: 999 }, what: 'the close of an unknown connection' },
    { value: { kind: 'message', connection: 2, message: sent }, what: `in an envelope: ${what}` },
    { value: { kind: 'open', connection: sent }, what: `the number of a connection: ${what}` },
    { value: { kind: 'open', connection: chance.int(100, 1e6) }, what: 'one more connection' },
  ]);
}
