/** What the store tells and refuses reads as German in a German window: a real store, over a real port. */
import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { wordsIn } from '../../../../preload/words/index.ts';
import { sentenceOf } from '../../../../preload/words/sentence.ts';
import { lineOf } from '../../../../renderer/panels/words.ts';
import { headlessStudio, picture } from '../../../helpers/headless-studio.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeDataFolder,
  makeLayer,
  makePicture,
  startStore,
  type TestStore,
} from '../../store/test-store.ts';

const german = wordsIn('de');

async function windowOf(store: TestStore) {
  const core = headlessStudio({ store: store.client, delay: (promise) => promise });
  core.studio.app.setState({ language: 'de' });
  await core.open();
  const app = () => core.studio.app.getState();
  return { core, app, notices: () => app().notices.map(({ text }) => text(german)) };
}

const fileOf = (root: string, id: string) => join(root, 'projects', id, 'project.sqlite');

it('a note about the studio’s own file, and the refusal of a damaged project', async () => {
  const root = makeDataFolder();
  const store = startStore(root);
  const { project: harbour } = await store.client.createProject({ name: 'Hafen', document: emptyDocument });
  await store.client.createProject({ name: 'Heil', document: emptyDocument });
  await store.client.backUpProject({ projectId: harbour.id });
  await store.close();
  truncateSync(fileOf(root, harbour.id), 5000);
  writeFileSync(join(root, 'studio.sqlite'), 'kein SQLite'.repeat(300));

  const { app, notices } = await windowOf(startStore(root));
  expect(notices()).toEqual([
    expect.stringMatching(/^Die eigene Datei des Studios war beschädigt\. Alle anderen Projekte sind da\. .*set-aside/),
    expect.stringMatching(/^„Hafen“: Das Projekt ist auf dem Laufwerk beschädigt und blieb unverändert: Bitte eine/),
  ]);
  await app().openProject(harbour.id);
  expect(notices().at(-1)).toMatch(/^„Hafen“: Das Projekt ist auf dem Laufwerk beschädigt/);
});

it('a warning that names layers, and the records of a list that can’t be read', async () => {
  const root = makeDataFolder();
  const store = startStore(root);
  const { project } = await store.client.createProject({ name: 'Test', document: emptyDocument });
  const projectId = project.id;
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const layers = ['Himmel', 'Meer'].map((name) => makeLayer(hash, { name }));
  await store.client.saveDocument({ projectId, document: { ...emptyDocument, layers } });
  await store.client.commitGeneration(makeCommit(projectId));
  await store.close();
  const db = new Sqlite(fileOf(root, projectId));
  db.exec(`UPDATE layers SET opacity = 7; UPDATE generations SET timings = '{}'`);
  db.close();

  const { core, notices } = await windowOf(startStore(root));
  expect(notices()).toEqual([
    'Ein Teil der Seite ist nicht lesbar und fehlt: die Ebene „Himmel“ und die Ebene „Meer“.',
  ]);
  const unreadable = () => core.studio.gallery.getState().unreadable.map(({ what }) => lineOf(german, what));
  await expect.poll(unreadable).toEqual([expect.stringMatching(/^Die Zeichnung vom \d+\. \S+ \d{4}, \d\d:\d\d$/)]);
});

it('the note about a folder that went away, and the name of the project that it goes on in', async () => {
  const store = startStore();
  const { app, core, notices } = await windowOf(store);
  const { id = '', name = '' } = app().project ?? {};
  rmSync(join(store.root, 'projects', id), { recursive: true });
  await core.checkFolders();
  expect(notices()).toEqual([
    expect.stringMatching(
      new RegExp(`^Der Ordner von „${name}“ ist nicht mehr in .* als „${name} \\(wiederhergestellt\\)“ aufbewahrt`),
    ),
  ]);
});

it('a missing picture is named by its layer, and its file by its place', async () => {
  const store = startStore();
  const { project } = await store.client.createProject({ name: 'Test', document: emptyDocument });
  const projectId = project.id;
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const document = { ...emptyDocument, layers: [makeLayer(hash, { name: 'Himmel' })] };
  await store.client.saveDocument({ projectId, document });
  rmSync(join(store.root, 'projects', projectId, 'blobs'), { recursive: true });
  const failure = await failureFrom(store.client.getBlob({ projectId, hash }));
  expect(sentenceOf(german, failure)).toMatch(
    new RegExp(`^Die Datei der Ebene „Himmel“ fehlt auf dem Laufwerk: Bitte .* ${hash} in .* zurückholen\\.$`),
  );
});

it('what the window makes is named in German, and keeps its name in an English window', async () => {
  const store = startStore();
  const { core, app } = await windowOf(store);
  const { document, gallery } = core.studio;
  const names = () => document.getState().document.layers.map(({ name }) => name);
  expect(app().project?.name).toBe('Unbenannt');
  await app().importFiles([new File([picture('a')], '.png')]);
  expect(names()).toEqual(['Bild']);
  const [layer] = document.getState().document.layers;
  core.studio.layers.perform('duplicate-layer', [layer?.id ?? '']);
  expect(names()).toEqual(['Bild', 'Bild Kopie']);
  const wordless = makeCommit(app().project?.id ?? '', { prompt: '', task: 'retouch' });
  await gallery.getState().addToCanvas(await store.client.commitGeneration(wordless));
  expect(names()).toEqual(['Bild', 'Bild Kopie', 'Retusche']);
  core.studio.app.setState({ language: 'en' });
  expect(names()).toEqual(['Bild', 'Bild Kopie', 'Retusche']);
  await expect.poll(() => store.client.getSettings({})).toMatchObject({ language: 'en' });
});
