/**
 * Run by the window and by the command line as a process of its own, and only after a person has asked for it: the one
 * process of the studio that uses the network.
 *   --look OWNER/NAME --revision NAME --host ADDRESS
 *   --fetch FOLDER --host ADDRESS
 * Prints JSON lines: {"progress":{"stage","done","of"}} and {"waiting"} as it goes, then {"repository"} or {"fetched"}, or
 * {"error"} with the failure. Asked to end, it stops, and what has arrived stays.
 * The token is handed over in a message where --token says so, and stands in HF_TOKEN on the command line.
 */
import http from 'node:http';
import tls from 'node:tls';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { readRepository } from '../../preload/contract/hub.ts';
import { acceptConnections, receiveHanded } from '../../preload/rpc/parent.ts';
import { download } from './download.ts';
import { hubHost } from './host.ts';
import { withPatience } from './interrupted.ts';
import { lookOnHub } from './look-on-hub.ts';

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 200;
const ANSWER_MS = 30_000;
const STALL_MS = 60_000;
/** Somebody waits for a look, and a download goes on in the background. */
const LOOK_WAITS = [500, 2000];
const FETCH_WAITS = [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000];
const LONGEST_WAIT = { look: 5000, fetch: 15 * 60_000 };

const tell = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);
const ending = new AbortController();

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { look: text, revision: text, fetch: text, host: text, token: { type: 'boolean' } },
  });
  const host = hubHost(values.host ?? '');
  const token = values.token === true ? await handedToken() : process.env.HF_TOKEN || null;
  const { signal } = ending;
  const access = { host, token, signal, answerMs: ANSWER_MS, stallMs: STALL_MS };
  if (values.look !== undefined) {
    const named = readRepository(`${values.look}@${values.revision ?? 'main'}`);
    if (named === null) throw StudioError.of('hub.name-wrong', { text: values.look });
    const patience = { waits: LOOK_WAITS, longestWait: LONGEST_WAIT.look, onWait: () => undefined, signal };
    const looking = withPatience(() => lookOnHub(access, named), patience);
    return void tell({ repository: await looking.catch(asLook) });
  }
  if (values.fetch === undefined) {
    throw StudioError.of('cli.options-missing', { options: '--look OWNER/NAME, or --fetch FOLDER' });
  }
  const onWait = (waiting: unknown) => tell({ waiting });
  const patience = { waits: waitsFor(process.env.DIMOO_HUB_WAITS), longestWait: LONGEST_WAIT.fetch, onWait, signal };
  await download(values.fetch, { access, patience, onProgress: onProgress() });
  tell({ fetched: { folder: values.fetch } });
}

/** Of a look nothing has arrived that could go on. */
function asLook(error: unknown): never {
  const isDropped = error instanceof StudioError && error.failure.code === 'hub.dropped';
  throw isDropped ? StudioError.of('hub.no-answer', error.failure.params as { host: string }) : error;
}

/** Tests do not wait as long as people do. */
function waitsFor(given: string | undefined): readonly number[] {
  const waits = given?.split(',').map(Number) ?? [];
  return waits.length > 0 && waits.every((ms) => ms >= 0) ? waits : FETCH_WAITS;
}

function onProgress(): (done: number, of: number) => void {
  let next = 0;
  return (done, of) => {
    const now = Date.now();
    if (now < next && done < of) return;
    next = now + PROGRESS_MS;
    tell({ progress: { stage: 'fetching', done, of } });
  };
}

function handedToken(): Promise<string | null> {
  return new Promise((resolve) => {
    receiveHanded((message) => resolve(typeof message === 'string' && message !== '' ? message : null));
  });
}

/** The proxy of the environment, and the certificates of the system, as other programs use them. Older runtimes have neither. */
function asOtherPrograms(): void {
  if ('setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv();
  try {
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  } catch {}
}

const end = () => ending.abort();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
/** Of a process that a program has started with a channel, and not a terminal. */
const isOfStudio = process.send !== undefined || 'parentPort' in process;
// Where the studio is gone, the process ends too. What has arrived is on the disk.
const orphaned = () => process.exit(1);
if (isOfStudio) {
  process.on('disconnect', orphaned);
  acceptConnections(() => undefined, end);
}
try {
  asOtherPrograms();
  await main();
} catch (error) {
  const { detail, ...failure } = failureOf(error);
  tell({ error: failure });
  if (failure.kind === 'internal') process.stderr.write(`${detail ?? ''}\n`);
  process.exitCode = 2;
}
process.off('disconnect', orphaned);
// The channel to a parent would keep the process alive.
if (process.connected) process.disconnect();
