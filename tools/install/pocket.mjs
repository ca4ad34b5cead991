import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Refusal, say } from './console.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';

/**
 * Makes sure that the bundled model is converted, for the command line. (The app does the same
 * by itself, while its window is open already.)
 * @returns {Promise<string>} the model folder
 */
export function ensurePocket(data) {
  const args = ['--bundled', join(root, 'native-models', 'bundled'), '--models', join(data, 'models')];
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), [join(root, 'native-models', 'first-start.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      if (output === '' && String(chunk).includes('"stage"')) say('Preparing the model (only this once)…');
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      const last = JSON.parse(output.trim().split('\n').at(-1) || '{}');
      if (last.ready) resolve(last.folder);
      else reject(new Refusal(last.error ?? 'The model could not be prepared.'));
    });
  });
}
