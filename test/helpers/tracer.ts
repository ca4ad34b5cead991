import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const CALLS = 'trace=socket,connect,bind,sendto,sendmsg,sendmmsg,open,openat';

/** Put before a command line: writes what it and all that it starts ask of the network into `log`. */
export function tracing(log: string): [string, ...string[]] {
  return ['strace', '-f', '-qq', '--seccomp-bpf', '-e', CALLS, '-o', log];
}

/** A program at `file` that runs `program` under the tracer. */
export function writeTraced(file: string, program: string, log: string): string {
  const words = [...tracing(log), program].map((word) => `'${word}'`);
  writeFileSync(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}

/** Every socket of the Internet's kinds, and every reading of where names are looked up. */
export function networkUse(log: string): string[] {
  return linesOf(log).filter((line) => /socket\(AF_INET|"\/etc\/(resolv\.conf|hosts)"/.test(line));
}

/**
 * Lines that name a place beyond this machine, or a server of names. A window has sockets of the Internet's kinds
 * that go nowhere: Playwright listens on 127.0.0.1, and Chromium asks which kinds there are.
 */
export function placesReached(log: string): string[] {
  return linesOf(log).filter((line) => {
    if (!/connect\(|send(to|msg|mmsg)\(/.test(line)) return false;
    const address = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/.exec(line);
    const place = address?.[1] ?? address?.[2];
    return place !== undefined && (/htons\(53\)/.test(line) || !/^(127\.|::1$)/.test(place));
  });
}

/** Files and folders below `folder`, at any depth. */
export function leftIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function linesOf(log: string): string[] {
  return readFileSync(log, 'utf8').split('\n');
}
