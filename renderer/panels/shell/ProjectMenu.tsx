import {
  Archive,
  ArchiveRestore,
  Check,
  ChevronDown,
  Copy,
  FileInput,
  FileOutput,
  FilePlus2,
  Folder,
  FolderInput,
  History,
  LayoutGrid,
  type LucideIcon,
  Settings,
} from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useApp, useBackups, useNewPage, useShelf, useVersions, useWords } from '../context.ts';
import { NameField } from '../controls/NameField.tsx';
import { openedInWords } from '../words.ts';

/** The project's name, which is edited in place, and the menu of projects. */
export function ProjectMenu() {
  const strings = useWords();
  const project = useApp((app) => app.project);
  const rename = useApp((app) => app.renameProject);
  return (
    <div className="project">
      <NameField
        key={project?.id ?? 'none'}
        value={project?.name ?? strings.bar.untitled}
        label={strings.bar.projectName}
        // The id is that of the project whose name was edited, even if another one is shown when the field is left.
        onCommit={(name) => void rename(name, project?.id)}
      />
      <MenuTrigger>
        <Button className="icon-button is-narrow" aria-label={strings.bar.project}>
          <ChevronDown size={16} aria-hidden />
        </Button>
        <Popover className="popover" placement="bottom start" offset={6}>
          <Projects />
        </Popover>
      </MenuTrigger>
    </div>
  );
}

function Projects() {
  const strings = useWords();
  const current = useApp((app) => app.project?.id ?? null);
  const projects = useApp((app) => app.projects);
  const { openProject, showPreferences } = useApp((app) => app);
  const showNewPage = useNewPage((state) => state.show);
  const backups = useBackups((state) => state);
  const showVersions = useVersions((state) => state.show);
  const { show: showAll, exportProject, importProject } = useShelf((state) => state);
  const actions: Readonly<Record<string, () => unknown>> = {
    all: () => showAll(true),
    new: () => showNewPage(true),
    add: () => backups.addProject(),
    versions: () => showVersions(),
    'back-up': () => backups.backUp(),
    backups: () => backups.show(null),
    copy: () => backups.saveCopy(),
    export: () => exportProject(null),
    import: () => importProject(),
    folder: () => backups.showFolder(null),
    preferences: () => showPreferences('general'),
  };
  const act = (key: string) => {
    const action = actions[key];
    if (action !== undefined) void action();
    else if (key !== current) void openProject(key);
  };
  return (
    <Menu className="menu" aria-label={strings.bar.project} onAction={(key) => act(String(key))}>
      <Item id="all" icon={LayoutGrid} label={strings.shelf.open} />
      <Item id="new" icon={FilePlus2} label={strings.bar.newProject} />
      <Item id="add" icon={FolderInput} label={strings.backups.addProject} />
      <Item id="import" icon={FileInput} label={strings.shelf.import} />
      <Separator className="menu-rule" />
      <Item id="versions" icon={History} label={strings.versions.open} />
      <Item id="back-up" icon={Archive} label={strings.backups.backUp} />
      <Item id="backups" icon={ArchiveRestore} label={strings.backups.restoreFrom} />
      <Item id="copy" icon={Copy} label={strings.backups.saveCopy} />
      <Item id="export" icon={FileOutput} label={strings.shelf.export} />
      <Item id="folder" icon={Folder} label={strings.backups.showFolder} />
      <Separator className="menu-rule" />
      <Item id="preferences" icon={Settings} label={strings.bar.preferences} />
      <Separator className="menu-rule" />
      <MenuSection>
        <Header className="menu-header">{strings.bar.recent}</Header>
        {projects.map((project) => (
          <MenuItem key={project.id} id={project.id} className="menu-item" textValue={project.name}>
            <span className="menu-check">{project.id === current && <Check size={16} aria-hidden />}</span>
            <span className="clip">{project.name}</span>
            {/* The date tells projects of the same name apart. */}
            <span className="menu-when">{openedInWords(strings, project)}</span>
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}

function Item({ id, icon: Icon, label }: { readonly id: string; readonly icon: LucideIcon; readonly label: string }) {
  return (
    <MenuItem id={id} className="menu-item" textValue={label}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {label}
    </MenuItem>
  );
}
