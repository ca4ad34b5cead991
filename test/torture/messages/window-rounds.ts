import { setTimeout as sleep } from 'node:timers/promises';
import { freshHome, removeHome, type Studio } from '../../helpers/launch-studio.ts';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { complaintAbout } from '../sentence.ts';
import { forgetPeak, peakOf } from '../services.ts';
import { dropFiles, killStudio, layerNames, openStudio, pidOf, projectName, untilSaved } from '../window/studio.ts';
import { type Hostile, hostileEnvelope, hostileMethod, hostileValue, type Known } from './hostile.ts';
import { attackPorts, callBridge, type PortAttack, ping, portAttacks, postRaw } from './page-attacks.ts';
import { soundEngineCalls, soundStoreCalls } from './sound.ts';
import { spoiled } from './spoiled.ts';
import { asWire, spoiledWire } from './wire-form.ts';

const MOST_MEGABYTES = 900;
const ANSWER_MS = 20_000;

const known: Known = {
  projectId: '00000000-0000-4000-8000-000000000001',
  otherId: '00000000-0000-4000-8000-000000000002',
  hash: 'a'.repeat(64),
};
/** Sound calls of main's own service. Those that open a dialog find one that is cancelled at once. */
const soundCalls: readonly (readonly [string, unknown])[] = [
  ['info', {}],
  ['openPictures', {}],
  ['savePicture', { suggestedName: 'Picture.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) }],
  ['prepareDrag', { suggestedName: 'Picture.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) }],
  ['copyPicture', { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) }],
  ['setTheme', { theme: 'dark' }],
];

/** An attacked page: everything that `window.studio` and its ports take, and main's own handlers with forged senders. */
export async function windowMessageRounds({ seed }: Settings): Promise<Rounds> {
  let studio: Studio | undefined;
  const close = async () => {
    if (studio === undefined) return;
    await killStudio(studio);
    removeHome(studio.home);
    studio = undefined;
  };
  const play = async (round: number): Promise<Verdict> => {
    studio ??= await attackedStudio();
    const verdict = await playOne(studio, new Chance(seed, round), round % 20 === 19);
    if (verdict.faults.length > 0) await close();
    return verdict;
  };
  return { play, end: close };
}

/** A studio with one layer, whose dialogs are cancelled. */
async function attackedStudio(): Promise<Studio> {
  const studio = await openStudio(freshHome());
  await studio.app.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
  });
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await dropFiles(studio.page, [{ name: 'mine.png', bytes: new Uint8Array(pixel) }]);
  await studio.page.getByText('mine').first().waitFor();
  await untilSaved(studio.page);
  return studio;
}

type Attack = 'bridge' | 'port request' | 'port' | 'ports at large' | 'forged sender';

async function playOne(studio: Studio, chance: Chance, thorough: boolean): Promise<Verdict> {
  const pid = (await pidOf(studio, 'main')) ?? 0;
  forgetPeak(pid);
  const held = peakOf(pid) ?? 0;
  const before = thorough ? await stateOf(studio) : '';
  const attack = chance.weighted<Attack>([
    [30, 'bridge'],
    [12, 'port request'],
    [35, 'port'],
    [10, 'ports at large'],
    [13, 'forged sender'],
  ]);
  const faults: string[] = [];
  let what = '';
  try {
    const done = await attacks[attack](studio, chance);
    what = done.what;
    faults.push(...done.faults);
    if (!(await answers(studio))) faults.push('main does not answer afterwards');
    if (thorough) {
      const after = await stateOf(studio);
      if (after !== before) faults.push(`the window shows something else: ${after}, before ${before}`);
      // What was shown is also what is on disk.
      await studio.page.reload();
      await studio.page.getByText('mine').first().waitFor({ timeout: 30_000 });
    }
  } catch (error) {
    faults.push(`${String(error).slice(0, 300)}; log: ${studio.log.slice(-5).join(' | ')}`);
  }
  if (!(await runs(studio))) faults.push('main has ended');
  const more = (peakOf(pid) ?? 0) - held;
  if (more > MOST_MEGABYTES) faults.push(`main took ${more} MB more`);
  return { what: `${attack}: ${what}`.slice(0, 200), outcome: faults.length > 0 ? 'fault' : 'held', faults };
}

const stateOf = async ({ page }: Studio) => `${await projectName(page)}: ${(await layerNames(page)).join()}`;

async function answers({ page }: Studio): Promise<boolean> {
  return await Promise.race([page.evaluate(ping), sleep(ANSWER_MS, false, { ref: false })]);
}

/** Whether main is there to be asked anything. */
async function runs({ app }: Studio): Promise<boolean> {
  return await app.evaluate(() => true).catch(() => false);
}

interface Done {
  readonly what: string;
  readonly faults: readonly string[];
}

const attacks: Readonly<Record<Attack, (studio: Studio, chance: Chance) => Promise<Done>>> = {
  bridge: async ({ page }, chance) => {
    const [name, sound] = chance.pick(soundCalls);
    const method = chance.happens(0.2) ? hostileMethod(chance) : name;
    const { value, what } = spoiled(sound, chance, known);
    const refusal = await page.evaluate(callBridge, { method, params: value });
    const complaint =
      refusal === null ? null : complaintAbout({ kind: 'bad-request', message: refusal, retryable: false });
    // What cannot be cloned never leaves the page.
    const local = refusal !== null && /could not be cloned|call stack|unsupported value/i.test(refusal);
    return { what: `${method.slice(0, 30)}: ${what}`, faults: complaint === null || local ? [] : [complaint] };
  },
  'port request': async ({ page }, chance) => {
    const [service, nonce] = [hostileValue(chance, known), hostileValue(chance, known)];
    const times = chance.happens(0.2) ? 200 : 1;
    await page.evaluate(
      ({ service, nonce, times }) => {
        for (let i = 0; i < times; i += 1) {
          try {
            (window as unknown as { studio: { requestPort: (a: unknown, b: unknown) => void } }).studio.requestPort(
              service,
              nonce,
            );
          } catch {
            // The bridge itself refuses what cannot be cloned.
          }
        }
      },
      { service: chance.happens(0.4) ? 'store' : service.value, nonce: nonce.value, times },
    );
    return { what: `${times} times, ${service.what}, ${nonce.what}`, faults: [] };
  },
  port: async ({ page }, chance) => {
    const service = chance.pick(['store', 'engine'] as const);
    const { value, what } = await messageFor(service, chance);
    await page.evaluate(postRaw, { service, message: value });
    return { what: `${service}: ${what}`, faults: [] };
  },
  'ports at large': async ({ page }, chance) => {
    const way = chance.pick<PortAttack>(portAttacks);
    await page.evaluate(attackPorts, way);
    return { what: way, faults: [] };
  },
  'forged sender': forgedSender,
};

async function messageFor(service: 'store' | 'engine', chance: Chance): Promise<Hostile> {
  if (chance.happens(0.4)) {
    const { value, what } = hostileEnvelope(chance, known);
    return { value: chance.happens(0.5) ? value : asWire(value), what };
  }
  const calls = service === 'engine' ? (await soundEngineCalls()).calls : soundStoreCalls(known, known.otherId, chance);
  const [method, sound] = chance.pick(calls);
  const id = chance.int(0, 9);
  if (chance.happens(0.2)) return spoiledWire({ kind: 'call', id, method, params: sound }, chance, known);
  const { value, what } = spoiled(sound, chance, known);
  return { value: asWire({ kind: 'call', id, method, params: value }), what: `${method}: ${what}` };
}

/** What the page cannot even send: main's handlers, called with a sender that is not ours. */
async function forgedSender({ app }: Studio, chance: Chance): Promise<Done> {
  const url = chance.pick([
    'https://example.invalid/',
    'studio://evil/index.html',
    'studio://app.evil/',
    'file:///etc/passwd',
    'data:text/html,x',
    '',
    'studio://app@evil/',
    'about:blank',
  ]);
  const framed = chance.happens(0.3);
  const method = chance.pick(['info', 'openPictures', 'savePicture', 'setTheme']);
  const result = await app.evaluate(
    async ({ ipcMain }, { url, framed, method }) => {
      const posted: unknown[] = [];
      const senderFrame =
        url === ''
          ? null
          : {
              url: framed ? 'studio://app/index.html' : url,
              parent: framed ? {} : null,
              postMessage: (...args: unknown[]) => posted.push(args),
            };
      const event = { senderFrame, sender: { mainFrame: senderFrame }, ports: [] };
      ipcMain.emit('studio:port', event, 'store', 'nonce');
      const handlers = (ipcMain as unknown as { _invokeHandlers?: Map<string, (...args: unknown[]) => unknown> })
        ._invokeHandlers;
      const answer = await handlers?.get('studio:call')?.(event, method, {});
      return { posted: posted.length, answer: answer as { failure?: { message: string } } | undefined };
    },
    { url, framed, method },
  );
  const faults: string[] = [];
  if (result.posted > 0) faults.push(`a port was given to ${url}`);
  if (result.answer !== undefined && result.answer.failure === undefined)
    faults.push(`${method} was answered to ${url}`);
  return { what: `${method} from ${framed ? 'a frame within' : url || 'nobody'}`, faults };
}
