import type { Language } from '../../preload/words/index.ts';
import { saidOf, sentenceOf } from '../../preload/words/sentence.ts';
import { logBug } from '../state/parts.ts';
import type { Studio, Theme } from '../state/studio.ts';
import { type AppParts, listRecoveries, openLastProject } from '../state/window/app-state.ts';
import type { WindowStores } from './window-stores.ts';

const THEMES: readonly unknown[] = ['light', 'dark', 'system'] satisfies Theme[];

/** Opens the project of last time, with the theme and what is to be said at a start. */
export async function openStudio(app: Studio['app'], parts: AppParts): Promise<void> {
  app.subscribe((now, before) => {
    if (now.language !== before.language) keepLanguage(parts, now.language);
  });
  await Promise.all([openLastProject(app, parts), followSettings(parts, app), listRecoveries(app, parts)]);
  await tellNotes(parts, app);
}

/** In the settings the store finds the language for the names that it gives. */
function keepLanguage({ store }: AppParts, language: Language): void {
  store.putSetting({ key: 'language', value: language }).catch(logBug);
}

/** Says why a project cannot be opened, with ways on. */
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

/** What the store has to say of its own files. The project that could not be opened has the window to itself. */
async function tellNotes({ store, notify, tellDamaged }: AppParts, app: Studio['app']): Promise<void> {
  // Where it can't be asked, the project's own failure is shown.
  const { notes, damaged } = await store.status({}).catch(() => ({ notes: [], damaged: [] }));
  for (const note of notes) notify('failure', saidOf(note));
  const { failedProject } = app.getState();
  for (const one of damaged) if (one.project.id !== failedProject?.id) tellDamaged(one);
}

async function followSettings(parts: AppParts, app: Studio['app']): Promise<void> {
  // The defaults do well where the settings cannot be had; the project's own failure is shown.
  const settings = await parts.store.getSettings({}).catch(() => null);
  if (settings === null) return;
  if (THEMES.includes(settings.theme)) app.setState({ theme: settings.theme as Theme });
  const { language } = app.getState();
  if (language !== (settings.language ?? 'en')) keepLanguage(parts, language);
}
