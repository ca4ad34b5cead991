import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const module = fileURLToPath(new URL('../../../../main/engine/bench/peak-memory.ts', import.meta.url));
const MB = 2 ** 20;

function peakOfChild(allocated: number): number {
  const script = `
    const { peakBytes } = await import(${JSON.stringify(module)});
    const own = Buffer.alloc(${allocated}, 1);
    process.stdout.write(String(peakBytes() * Math.sign(own.length + 1)));`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

test("a process's peak is its own, not that of the larger one that started it", () => {
  const large = Buffer.alloc(600 * MB, 1);
  const [small, grown] = [peakOfChild(0), peakOfChild(300 * MB)];
  expect(large[large.length - 1]).toBe(1);
  expect(small).toBeLessThan(300 * MB);
  expect(grown - small).toBeGreaterThan(250 * MB);
  expect(grown - small).toBeLessThan(350 * MB);
});
