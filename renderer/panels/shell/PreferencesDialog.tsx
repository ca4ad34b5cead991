import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { languageNames, languages } from '../../../preload/words/index.ts';
import { useApp, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { IconButton } from '../controls/IconButton.tsx';

const looks = ['system', 'light', 'dark'] as const;

/** The preferences. A change applies at once and is saved. */
export function PreferencesDialog() {
  const strings = useWords();
  const shown = useApp((app) => app.preferencesShown);
  const show = useApp((app) => app.showPreferences);
  const words = strings.preferences;
  return (
    <ModalOverlay className="veil" isOpen={shown} onOpenChange={show} isDismissable>
      <Modal className="modal is-narrow">
        <Dialog className="keys-dialog">
          <div className="keys-head">
            <Heading slot="title">{words.title}</Heading>
            <IconButton icon={X} label={words.close} onPress={() => show(false)} />
          </div>
          <div className="preferences">
            <LanguageChoice />
            <Look />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Each language is listed by its own name for itself. */
function LanguageChoice() {
  const strings = useWords();
  const chosen = useApp((app) => app.languageChoice);
  const choose = useApp((app) => app.setLanguage);
  return (
    <Choice
      label={strings.preferences.language}
      values={['system', ...languages]}
      chosen={chosen}
      nameOf={(choice) => (choice === 'system' ? strings.preferences.asSystem : languageNames[choice])}
      onChoose={choose}
    />
  );
}

function Look() {
  const strings = useWords();
  const chosen = useApp((app) => app.theme);
  const choose = useApp((app) => app.setTheme);
  const words = strings.preferences;
  const names = { system: words.asSystem, light: words.light, dark: words.dark };
  return <Choice label={words.look} values={looks} chosen={chosen} nameOf={(look) => names[look]} onChoose={choose} />;
}
