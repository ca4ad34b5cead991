import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './console.mjs';

/**
 * Runs `body` while no other process holds `file`. A holder that died (a killed install) is
 * noticed by its process id, and its lock taken over.
 */
export async function withLock(file, body) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) say('Waiting for another run of the studio to finish its installation…');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isDead(file)) return false;
  const aside = `${file}.${process.pid}.dead`;
  try {
    // A rename succeeds for one taker only.
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
}

function isDead(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Empty for the instant between creating and writing.
    if (!pid) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
