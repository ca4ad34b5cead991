import { FileInput, FilePlus2, FolderInput, Search, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button, Input, SearchField, useFilter } from 'react-aria-components';
import { useApp, useBackups, useNewPage, useShelf, useWords } from '../context.ts';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { ProjectCards, useOpen } from './ProjectCards.tsx';
import { ShelfLine } from './ShelfLine.tsx';
import { TrashList } from './TrashList.tsx';

/** All projects as cards, and the trash. */
export function ProjectsDialog() {
  const words = useWords().shelf;
  const isShown = useShelf((state) => state.isShown);
  const show = useShelf((state) => state.show);
  return (
    <TitledDialog
      size="sheet"
      title={words.title}
      close={words.close}
      isOpen={isShown}
      onClose={() => void show(false)}
    >
      <Shelf />
    </TitledDialog>
  );
}

/** Cards that are shown at first, and that come with each press. Hundreds of them would take seconds to appear. */
const STEP = 48;

function Shelf() {
  const strings = useWords();
  const open = useOpen();
  const [typed, setTyped] = useState('');
  const [most, setMost] = useState(STEP);
  const { contains } = useFilter({ sensitivity: 'base' });
  const projects = useApp((app) => app.projects);
  const trash = useShelf((state) => state.trash);
  const found = useMemo(() => projects.filter(({ name }) => contains(name, typed.trim())), [projects, contains, typed]);
  // The card that had the focus may be gone. Without the focus, the dialog would not hear its keys.
  const left = `${projects.length} ${trash?.length}`;
  useEffect(() => {
    if (left !== '' && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('[role="dialog"]')?.focus();
    }
  }, [left]);
  return (
    <div className="shelf">
      <div className="shelf-top">
        <SearchField
          className="shelf-search"
          aria-label={strings.shelf.search}
          value={typed}
          onChange={setTyped}
          // Whoever comes here may type at once, and Enter opens what is found first.
          autoFocus
          onSubmit={() => typed.trim() !== '' && found[0] !== undefined && open(found[0].id)}
        >
          <Search size={16} aria-hidden />
          <Input placeholder={strings.shelf.search} />
          {typed !== '' && (
            <Button className="icon-button is-narrow">
              <X size={14} aria-hidden />
            </Button>
          )}
        </SearchField>
        <Beginnings />
      </div>
      <ShelfLine />
      <div className="shelf-scroll">
        <ProjectCards projects={found.slice(0, most)} isSearched={typed.trim() !== ''} />
        {found.length > most && (
          <Button className="plain-button shelf-more" onPress={() => setMost(most + STEP)}>
            {strings.shelf.more({ count: found.length - most })}
          </Button>
        )}
        <TrashList />
      </div>
    </div>
  );
}

/** The ways to a project that is not in the list yet. */
function Beginnings() {
  const strings = useWords();
  const { show, importProject } = useShelf((state) => state);
  const phase = useApp((app) => app.phase);
  const createProject = useApp((app) => app.createProject);
  const askForPage = useNewPage((state) => state.show);
  const addProject = useBackups((state) => state.addProject);
  const begin = () => {
    void show(false);
    // Without a project there is no window that could ask for its page.
    if (phase === 'ready') askForPage(true);
    else void createProject(strings.bar.untitled);
  };
  return (
    <div className="button-row">
      <Button className="plain-button" onPress={begin}>
        <FilePlus2 size={16} aria-hidden />
        {strings.bar.newProject}
      </Button>
      <Button className="plain-button" onPress={() => void importProject()}>
        <FileInput size={16} aria-hidden />
        {strings.shelf.import}
      </Button>
      <Button
        className="plain-button"
        onPress={() => {
          void show(false);
          void addProject();
        }}
      >
        <FolderInput size={16} aria-hidden />
        {strings.backups.addProject}
      </Button>
    </div>
  );
}
