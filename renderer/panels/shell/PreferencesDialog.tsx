import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { languageNames, languages } from '../../../preload/words/index.ts';
import { useApp, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { GridChoice } from '../view/GridChoice.tsx';
import { UnitChoice } from '../view/UnitChoice.tsx';
import { ComputerPage } from './ComputerPage.tsx';
import { KeysPage } from './KeysPage.tsx';

const looks = ['system', 'light', 'dark'] as const;
const pages = ['general', 'computer', 'keys'] as const;

/** The preferences. A change applies at once and is saved. */
export function PreferencesDialog() {
  const words = useWords().preferences;
  const page = useApp((app) => app.preferences);
  const show = useApp((app) => app.showPreferences);
  return (
    <TitledDialog size="wide" title={words.title} close={words.close} isOpen={page !== null} onClose={() => show(null)}>
      <Tabs
        className="preference-pages"
        selectedKey={page ?? 'general'}
        onSelectionChange={(chosen) => show(pages.find((one) => one === chosen) ?? null)}
      >
        <TabList className="tab-list" aria-label={words.title}>
          {pages.map((one) => (
            <Tab key={one} id={one} className="tab">
              {words[one]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="general" className="preference-page">
          <LanguageChoice />
          <Look />
          <UnitChoice />
          <GridChoice />
        </TabPanel>
        <TabPanel id="computer" className="preference-page is-long">
          <ComputerPage />
        </TabPanel>
        <TabPanel id="keys" className="preference-page">
          <KeysPage />
        </TabPanel>
      </Tabs>
    </TitledDialog>
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
