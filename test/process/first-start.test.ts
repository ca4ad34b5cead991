/** The first start of an installed studio: the bundled checkpoint becomes a model, or a window says why not. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scrubbed } from '../../main/processes/environment.ts';
import { prepareModel } from '../../main/processes/first-start.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import { wordsIn } from '../../preload/words/index.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';
import { writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';

const entry = join(import.meta.dirname, '../../native-models/converter/first-start.ts');
const root = mkdtempSync(join(tmpdir(), 'dimoo-first-start-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Prepares a bundled checkpoint that `spoil` has changed. */
function prepare(spoil: (bundled: string) => void): Promise<string> {
  const folder = mkdtempSync(join(root, 'case-'));
  const bundled = join(folder, 'bundled');
  writeTinyCheckpoint(bundled, {});
  spoil(bundled);
  const args = ['--bundled', bundled, '--models', join(folder, 'models')];
  const environment = scrubbed(process.env, {});
  return prepareModel(plainService(process.execPath, { entry, args, environment }), () => undefined);
}

/** What a window in each language says of a first start that fails. */
async function saidOf(spoil: (bundled: string) => void): Promise<{ en: string; de: string }> {
  const failure = await prepare(spoil).then(
    () => expect.unreachable('the model was prepared'),
    (error: unknown) => failureOf(error),
  );
  return { en: sentenceOf(wordsIn('en'), failure), de: sentenceOf(wordsIn('de'), failure) };
}

describe('a first start', () => {
  it('prepares the model that the studio carries', async () => {
    const folder = await prepare(() => undefined);
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({ family: 'lumina-dimoo' });
  });

  it('says in the language of the window that the model’s file is cut short', async () => {
    const { en, de } = await saidOf((bundled) => truncateSync(join(bundled, 'model.safetensors'), 5));
    expect(en).toBe(
      'The model could not be prepared: model.safetensors is not a sound safetensors file: it ends before its header.',
    );
    expect(de).toBe(
      'Das Modell konnte nicht vorbereitet werden: model.safetensors ist keine gültige safetensors-Datei: Sie endet vor ihrem Kopf.',
    );
  });

  it('says in the language of the window which setting of the model it does not build', async () => {
    const { en, de } = await saidOf((bundled) => {
      const file = join(bundled, 'config.json');
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), scale_logits: true }));
    });
    expect(en).toContain('config.json has scale_logits = true; this converter builds only false.');
    expect(de).toContain('In config.json steht scale_logits = true. Dieser Konverter baut nur false.');
  });

  it('says in the language of the window that the studio carries no model', async () => {
    const { en, de } = await saidOf((bundled) => rmSync(bundled, { recursive: true }));
    expect(en).toContain('This copy of the studio carries no model. Please install it again.');
    expect(de).toContain('Diese Kopie des Studios enthält kein Modell. Bitte das Studio neu installieren.');
  });
});
