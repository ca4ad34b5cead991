import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, say } from './console.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';

/** The bundled checkpoint. DIMOO_CHECKPOINT names another one of the public layout, for those who train one. */
export const bundledCheckpoint = process.env.DIMOO_CHECKPOINT || join(root, 'native-models', 'bundled');

/**
 * The model folder that was made the studio's, as main/model-shelf.ts keeps it; null where that is the bundled one.
 * @param {string} data @returns {string | null}
 */
export function chosenModel(data) {
  try {
    const { chosen } = JSON.parse(readFileSync(join(data, 'models.json'), 'utf8'));
    return typeof chosen === 'string' ? chosen : null;
  } catch {
    return null;
  }
}

/**
 * Makes sure that the bundled checkpoint is converted below `data`, and gives its model folder.
 * @param {string} data @returns {Promise<string>}
 */
export function ensureModel(data) {
  const entry = join(root, 'native-models', 'converter', 'first-start.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), [entry, '--bundled', bundledCheckpoint, '--models', join(data, 'models')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    let told = false;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (!told && output.includes('"stage"')) {
        told = true;
        say('Preparing the model (only this once)…');
      }
    });
    child.once('error', reject);
    child.once('close', () => {
      const answer = JSON.parse(output.trim().split('\n').at(-1) || '{}');
      if (answer.folder) resolve(answer.folder);
      else reject(new Refusal(answer.error?.message ?? 'The model could not be prepared.'));
    });
  });
}
