import type { Language } from '../../preload/words/index.ts';
import { saidOf, sentenceOf } from '../../preload/words/sentence.ts';
import { logBug } from '../state/parts.ts';
import type { Studio } from '../state/studio.ts';
import { type AppParts, listRecoveries, openLastProject } from '../state/window/app-state.ts';
import type { Theme } from '../state/window-types.ts';
import type { WindowStores } from './window-stores.ts';

const THEMES: readonly unknown[] = ['light', 'dark', 'system'] satisfies Theme[];

/** Opens the last project, sets the theme, and shows what the store has found. */
export async function openStudio(app: Studio['app'], parts: AppParts): Promise<void> {
  app.subscribe((now, before) => {
    if (now.language !== before.language) keepLanguage(parts, now.language);
  });
  await Promise.all([openLastProject(app, parts), followSettings(parts, app), listRecoveries(app, parts)]);
  await tellNotes(parts, app);
}

/** Saves the language, since the store names what it makes in that language. */
function keepLanguage({ store }: AppParts, language: Language): void {
  store.putSetting({ key: 'language', value: language }).catch(logBug);
}

/** Says why a project cannot be opened, and offers its backups and its folder. */
export function unopenedTellers({
  app,
  notices,
  waysOut,
}: WindowStores): Pick<AppParts, 'tellUnopened' | 'tellDamaged'> {
  const tellDamaged: AppParts['tellDamaged'] = ({ project, ...told }) =>
    notices.notify(
      'failure',
      (words) => words.notices.ofProject({ project: project.name, text: sentenceOf(words, told) }),
      [waysOut.backups(project), waysOut.folder(project)],
    );
  return {
    tellDamaged,
    tellUnopened: (id, failure) => {
      const project = app.getState().projects.find((one) => one.id === id);
      if (project === undefined) notices.notify('failure', saidOf(failure));
      else tellDamaged({ project, ...failure });
    },
  };
}

/**
 * Shows the store's notes about its own files, and the damaged projects. The project that could not be opened is left
 * out, since the whole window shows it.
 */
async function tellNotes({ store, notify, tellDamaged }: AppParts, app: Studio['app']): Promise<void> {
  // Where the store does not answer, the failure of the project is shown already.
  const { notes, damaged } = await store.status({}).catch(() => ({ notes: [], damaged: [] }));
  for (const note of notes) notify('failure', saidOf(note));
  const { failedProject } = app.getState();
  for (const one of damaged) if (one.project.id !== failedProject?.id) tellDamaged(one);
}

async function followSettings(parts: AppParts, app: Studio['app']): Promise<void> {
  // Where the store does not answer, the failure of the project is shown already, and the defaults suffice.
  const settings = await parts.store.getSettings({}).catch(() => null);
  if (settings === null) return;
  if (THEMES.includes(settings.theme)) app.setState({ theme: settings.theme as Theme });
  const { language } = app.getState();
  if (language !== (settings.language ?? 'en')) keepLanguage(parts, language);
}
