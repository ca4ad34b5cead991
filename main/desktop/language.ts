import { app } from 'electron';
import {
  type Language,
  type LanguageChoice,
  languageFor,
  type StudioWords,
  wordsIn,
} from '../../preload/words/index.ts';

/** The language of menus, dialogs and the window: the chosen one, or the system's. */
export class ShownLanguage {
  #choice: LanguageChoice;
  #changed: () => void = () => undefined;

  constructor(choice: LanguageChoice) {
    this.#choice = choice;
  }

  get choice(): LanguageChoice {
    return this.#choice;
  }

  get language(): Language {
    return this.#choice === 'system' ? languageFor(app.getPreferredSystemLanguages()) : this.#choice;
  }

  get words(): StudioWords {
    return wordsIn(this.language);
  }

  choose(choice: LanguageChoice): void {
    this.#choice = choice;
    this.#changed();
  }

  onChange(changed: () => void): void {
    this.#changed = changed;
  }
}
