import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../main/logs/entries.ts';
import { scrubbed } from '../../main/processes/environment.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { wasKilled } from '../../main/processes/service-child.ts';
import { Supervisor } from '../../main/processes/supervisor.ts';
import type { ServiceState } from '../../preload/contract/desktop.ts';
import type { Told } from '../../preload/contract/told.ts';
import { connect } from '../../preload/rpc/connect.ts';
import { echoService } from '../fixtures/services/echo-service.ts';
import { mainPortPair } from '../helpers/port-pair.ts';

const entry = join(import.meta.dirname, '../fixtures/services/echo-service.ts');
const running: Supervisor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

function start(mode: 'good' | 'broken' | 'killed' | 'deaf', restarts = 5, withinMs = 60_000) {
  const states: ServiceState[] = [];
  const log: LogEntry[] = [];
  const supervisor = new Supervisor({
    service: 'engine',
    policy: { restarts, restartsUnready: restarts, withinMs, firstDelayMs: 10 },
    whyUnready: (end) => (wasKilled(end) ? { message: 'Memory ran out.' } : null),
    onState: (state) => states.push(state),
    log: (entry) => log.push(entry),
  });
  running.push(supervisor);
  const environment = scrubbed({ ...process.env, SECRET_TOKEN: 'x' }, { DIMOO_ECHO: mode });
  supervisor.start(plainService(process.execPath, { entry, environment }));
  const call = () => {
    const [end, page] = mainPortPair();
    supervisor.connect(end);
    return connect(echoService, page);
  };
  return { supervisor, states, log, call };
}

const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error) => error.failure.kind,
  );

describe('a service process', () => {
  it('answers on a port that was handed over before it ran, and on a second one', async () => {
    const { call } = start('good');
    const bytes = new Uint8Array(randomBytes(3_000_000));
    expect(await call().bytes({ bytes })).toEqual(bytes);
    expect(await call().bytes({ bytes: bytes.slice(0, 5) })).toEqual(bytes.slice(0, 5));
  });

  it('knows none of our secrets', async () => {
    const { call } = start('good');
    const names = await call().environment({});
    expect(names).toContain('PATH');
    expect(names).not.toContain('SECRET_TOKEN');
    expect(names).not.toContain('NODE_OPTIONS');
  });

  it('gives its place to another on request: its calls fail, and its end is no death', async () => {
    const { supervisor, states, log, call } = start('good', 0);
    const client = call();
    await client.environment({});
    const waiting = kindOf(client.wait({}));
    const before = pidOf(supervisor);
    const environment = scrubbed(process.env, { DIMOO_ECHO: 'good', DIMOO_HOME: '/another' });
    await supervisor.replace(async () => plainService(process.execPath, { entry, environment }));
    expect(await waiting).toBe('service-lost');
    expect(await call().environment({})).toContain('DIMOO_HOME');
    expect(pidOf(supervisor)).not.toBe(before);
    expect(states.map(({ state }) => state)).toEqual(['running', 'starting', 'running']);
    expect(log.map(({ code }) => code)).not.toContain('service-died');
    // What cannot be had in its place leaves it failed by the caller's words, and can be asked for once more.
    await expect(supervisor.replace(() => Promise.reject(new Error('no model')))).rejects.toThrow('no model');
    await supervisor.replace(async () => plainService(process.execPath, { entry, environment }));
    expect(await kindOf(call().environment({}))).toBe('answered');
  });

  it('that is replaced twice before the first replacement starts runs as the second alone', async () => {
    const { supervisor, call, states } = start('good', 0);
    await call().environment({});
    const as = (name: string) =>
      plainService(process.execPath, {
        entry,
        environment: scrubbed(process.env, { DIMOO_ECHO: 'good', [name]: 'x' }),
      });
    let letGo = () => {};
    let announce: (told: Told) => void = () => {};
    const slow = supervisor.replace((tell) => {
      announce = tell;
      return new Promise((resolve) => {
        letGo = () => resolve(as('DIMOO_FIRST'));
      });
    });
    const failing = supervisor.replace(() => new Promise((_, reject) => setTimeout(reject, 50, new Error('no model'))));
    await supervisor.replace(async () => as('DIMOO_LAST'));
    letGo();
    await Promise.all([slow, failing]);
    announce({ message: 'Preparing.' });
    expect(supervisor.state.state).toBe('running');
    const names = await call().environment({});
    expect(names).toContain('DIMOO_LAST');
    expect(names).not.toContain('DIMOO_FIRST');
    expect(states.filter(({ state }) => state === 'running')).toHaveLength(2);
  });

  it('is started again after kill -9; its calls fail with a sentence, the next one works', async () => {
    const { supervisor, states, log, call } = start('good');
    const client = call();
    await client.environment({});
    const waiting = kindOf(client.wait({}));
    process.kill(pidOf(supervisor), 'SIGKILL');
    expect(await waiting).toBe('service-lost');
    expect(await kindOf(client.environment({}))).toBe('service-lost');
    // Asked for while it is away: waits for the new process.
    expect(await kindOf(call().environment({}))).toBe('answered');
    expect(states.map((state) => state.state)).toEqual(['running', 'restarting', 'running']);
    expect(states[1]?.told?.message).toContain('stopped unexpectedly');
    expect(log).toContainEqual({ code: 'service-died', service: 'engine', signal: 'SIGKILL' });
  });

  it('that ends by itself is started again as well', async () => {
    const { call, log } = start('good');
    expect(await kindOf(call().exit({ code: 0 }))).toBe('service-lost');
    expect(await kindOf(call().environment({}))).toBe('answered');
    expect(log).toContainEqual({ code: 'service-died', service: 'engine', exit: 0 });
  });

  it('that keeps dying is given up, in words, and waiting ports are closed', async () => {
    const { states, call } = start('broken', 2);
    const waiting = kindOf(call().environment({}));
    await expect.poll(() => states.at(-1)?.state, { timeout: 20_000 }).toBe('failed');
    expect(await waiting).toBe('service-lost');
    expect(states.filter((state) => state.state === 'running')).toHaveLength(3);
    expect(states.at(-1)?.told?.message).toContain('keeps stopping');
    expect(await kindOf(call().environment({}))).toBe('service-lost');
  });

  it('that dies while it loads is given up however long that takes, and is started again when told to', async () => {
    // A window of no length: as if each life were longer than it.
    const { supervisor, states } = start('broken', 2, 0);
    await expect.poll(() => states.at(-1)?.state, { timeout: 20_000 }).toBe('failed');
    expect(states.filter((state) => state.state === 'running')).toHaveLength(3);
    expect(states.at(-1)?.told?.message).toBe(
      'The image engine keeps stopping while it starts. Your saved work is safe.',
    );
    expect(supervisor.startAgain()).toBe(true);
    expect(supervisor.startAgain()).toBe(false);
    await expect.poll(() => states.filter((state) => state.state === 'failed').length, { timeout: 20_000 }).toBe(2);
    expect(states.filter((state) => state.state === 'running')).toHaveLength(6);
  });

  it('that the system kills while it loads is given up with the reason that its end tells', async () => {
    const { states } = start('killed', 2, 0);
    await expect.poll(() => states.at(-1)?.state, { timeout: 20_000 }).toBe('failed');
    expect(states.filter((state) => state.state === 'running')).toHaveLength(3);
    expect(states.at(-1)?.told?.message).toBe('Memory ran out.');
  });

  it('that had loaded is started again however often it dies, if not all at once', async () => {
    const { call, states } = start('good', 2, 0);
    for (let time = 0; time < 5; time += 1) {
      await call().environment({});
      expect(await kindOf(call().exit({ code: 1 }))).toBe('service-lost');
    }
    expect(await kindOf(call().environment({}))).toBe('answered');
    expect(states.some((state) => state.state === 'failed')).toBe(false);
  });

  it('ends when it is stopped, and stays ended', async () => {
    const { supervisor, states, call } = start('good');
    await call().environment({});
    const pid = pidOf(supervisor);
    await supervisor.stop();
    expect(isAlive(pid)).toBe(false);
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(states.map((state) => state.state)).toEqual(['running']);
  });

  it('that hangs when it is asked to end is killed', async () => {
    const { supervisor, call } = start('deaf');
    await call().environment({});
    const pid = pidOf(supervisor);
    await supervisor.stop(200);
    expect(isAlive(pid)).toBe(false);
  });

  it('ignores what is no envelope or comes over a connection that it does not know', async () => {
    const { call } = start('good');
    const [end, page] = mainPortPair();
    running[0]?.connect(end);
    for (const junk of [null, 7, { kind: 'open' }, { kind: 'call' }, { kind: 'call', id: -1, method: 'wait' }]) {
      page.post(junk);
    }
    expect(await kindOf(call().environment({}))).toBe('answered');
  });
});

function pidOf(supervisor: Supervisor): number {
  if (supervisor.pid === undefined) throw new Error('There is no process.');
  return supervisor.pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
