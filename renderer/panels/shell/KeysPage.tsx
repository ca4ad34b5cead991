import { Search } from 'lucide-react';
import { useState } from 'react';
import { Button, Input, SearchField, useFilter } from 'react-aria-components';
import { keySets } from '../../../preload/contract/key-bindings.ts';
import { keyGroups, labelOf, type Shortcut, type ShortcutAction, shortcuts } from '../../../preload/keys/shortcuts.ts';
import { showKey } from '../../tools/key-names.ts';
import { useApp, useKeys, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { KeyRow } from './KeyRow.tsx';
import { isFound } from './palette-rows.ts';

/** The page of the preferences on which keys are changed. */
export function KeysPage() {
  const words = useWords().keyPage;
  const set = useKeys(({ bindings }) => bindings.set);
  const chooseSet = useKeys((keys) => keys.chooseSet);
  const [typed, setTyped] = useState('');
  return (
    <>
      <SearchField className="palette-field key-search" aria-label={words.search} value={typed} onChange={setTyped}>
        <Search size={16} aria-hidden />
        <Input placeholder={words.search} />
      </SearchField>
      <Choice
        label={words.set}
        values={keySets}
        chosen={set}
        nameOf={(one) => words.sets[one]}
        onChoose={(chosen) => void chooseSet(chosen)}
      />
      <Rows typed={typed} />
      <Files />
      <p className="hint">{words.stays}</p>
    </>
  );
}

/** The actions that the words find, grouped by what they do. One of them at most waits for its new key. */
function Rows({ typed }: { readonly typed: string }) {
  const strings = useWords();
  const [open, setOpen] = useState<ShortcutAction | null>(null);
  const isShown = useSearch(typed);
  const found = shortcuts.filter(isShown);
  return (
    <div className="key-rows">
      {found.length === 0 && <p className="hint">{strings.keyPage.nothing}</p>}
      {keyGroups.map((group) => {
        const rows = found.filter((row) => row.group === group);
        if (rows.length === 0) return null;
        return (
          <section key={group} aria-label={strings.keys.groups[group]}>
            <h3>{strings.keys.groups[group]}</h3>
            {rows.map((row) => (
              <KeyRow
                key={row.action}
                row={row}
                isOpen={open === row.action}
                onOpen={(isOpen) => setOpen(isOpen ? row.action : null)}
              />
            ))}
          </section>
        );
      })}
    </div>
  );
}

/** Whether a row has each word that was typed in its name, in its group, or as one of its keys. */
function useSearch(typed: string): (row: Shortcut) => boolean {
  const strings = useWords();
  const platform = useApp((app) => app.platform);
  const current = useKeys((keys) => keys.current);
  const { contains } = useFilter({ sensitivity: 'base' });
  return ({ action, label, group }) => {
    if (label === null) return false;
    const keys = current[action].map((key) => showKey(key, platform, strings.keys.names));
    const text = [labelOf(strings, label), strings.keys.groups[group], ...keys].join(' ');
    return isFound(typed, text, contains);
  };
}

function Files() {
  const words = useWords().keyPage;
  const { before, resetAll, takeBack, exportFile, importFile } = useKeys((keys) => keys);
  const isChanged = useKeys(({ bindings }) => Object.keys(bindings.changes[bindings.set]).length > 0);
  return (
    <div className="button-row">
      <Button className="plain-button" isDisabled={!isChanged} onPress={() => void resetAll()}>
        {words.resetAll}
      </Button>
      <Button className="plain-button" onPress={() => void exportFile()}>
        {words.exportFile}
      </Button>
      <Button className="plain-button" onPress={() => void importFile()}>
        {words.importFile}
      </Button>
      {before !== null && (
        <Button className="quiet-button" onPress={() => void takeBack()}>
          {words.takeBack}
        </Button>
      )}
    </div>
  );
}
