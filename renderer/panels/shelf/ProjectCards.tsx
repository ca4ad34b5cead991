import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import {
  Button,
  GridList,
  GridListItem,
  Keyboard,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import type { Project } from '../../../preload/contract/projects.ts';
import { useApp, useBackups, useShelf, useWords } from '../context.ts';
import { openedInWords } from '../words.ts';
import { type ShownCard, useCard } from './use-card.ts';

interface ProjectCardsProps {
  readonly projects: readonly Project[];
  readonly isSearched: boolean;
}

/** The keys that rename a project and move it to the trash, as file managers have them. */
const RENAME_KEY = 'F2';
const DELETE_KEYS = ['Delete', 'Backspace'];

/** The projects as cards in a grid. Enter opens one, and the keys of its row reach its menu. */
export function ProjectCards({ projects, isSearched }: ProjectCardsProps) {
  const words = useWords().shelf;
  const open = useOpen();
  const remove = useShelf((state) => state.remove);
  const [renamed, setRenamed] = useState<string | null>(null);
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof HTMLElement && event.target.role === 'row' ? event.target : null;
    const id = row?.dataset.key;
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === RENAME_KEY) setRenamed(id);
    // A held key would delete one project after the other.
    else if (DELETE_KEYS.includes(event.key)) event.repeat || void remove(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="cards-keys" onKeyDownCapture={press}>
      <GridList
        className="cards"
        layout="grid"
        aria-label={words.list}
        items={projects}
        dependencies={[renamed]}
        selectionMode="none"
        onAction={(id) => open(String(id))}
        renderEmptyState={() => (
          <p className="hint" role="status">
            {isSearched ? words.noneFound : words.none}
          </p>
        )}
      >
        {(project) => (
          <GridListItem
            id={project.id}
            className="card"
            textValue={project.name}
            onContextMenu={(event) => {
              event.preventDefault();
              // As if its button was pressed, so that the focus goes back there.
              event.currentTarget.querySelector('button')?.click();
            }}
          >
            <Card
              project={project}
              isRenamed={renamed === project.id}
              onRename={(is) => setRenamed(is ? project.id : null)}
              onRemove={() => void remove(project.id)}
            />
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}

/** Opens a project and closes the page of projects. */
export function useOpen(): (id: string) => void {
  const current = useApp((app) => (app.phase === 'ready' ? app.project?.id : null));
  const openProject = useApp((app) => app.openProject);
  const show = useShelf((state) => state.show);
  return (id) => {
    void show(false);
    if (id !== current) void openProject(id);
  };
}

interface CardProps {
  readonly project: Project;
  readonly isRenamed: boolean;
  readonly onRename: (isRenamed: boolean) => void;
  readonly onRemove: () => void;
}

function Card({ project, isRenamed, onRename, onRemove }: CardProps) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useCard(project.id, project.openedAt, element);
  return (
    <div ref={element} className="card-inside">
      <span className="card-page" aria-hidden>
        {shown.url !== null && <img src={shown.url} alt="" draggable={false} decoding="async" />}
      </span>
      <div className="card-foot">
        <div className="card-words">
          {isRenamed ? (
            <RenameField project={project} onDone={() => onRename(false)} />
          ) : (
            <span className="card-name clip" title={project.name}>
              {project.name}
            </span>
          )}
          <Facts project={project} shown={shown} />
        </div>
        <CardMenu project={project} onRename={() => onRename(true)} onRemove={onRemove} />
      </div>
    </div>
  );
}

function Facts({ project, shown: { pictures } }: { readonly project: Project; readonly shown: ShownCard }) {
  const strings = useWords();
  const words = strings.shelf;
  const isOpen = useApp((app) => app.phase === 'ready' && app.project?.id === project.id);
  const facts = [
    isOpen ? words.isOpen : openedInWords(strings, project),
    pictures === undefined ? '' : pictures === null ? words.unreadable : words.pictures({ count: pictures }),
  ];
  return <span className="card-facts">{facts.filter((fact) => fact !== '').join(' · ')}</span>;
}

interface CardMenuProps extends Pick<CardProps, 'project' | 'onRemove'> {
  readonly onRename: () => void;
}

function CardMenu({ project, onRename, onRemove }: CardMenuProps) {
  const strings = useWords();
  const words = strings.shelf;
  const open = useOpen();
  const { duplicate, exportProject, show } = useShelf((state) => state);
  const backups = useBackups((state) => state);
  const actions: Readonly<Record<string, () => unknown>> = {
    open: () => open(project.id),
    rename: onRename,
    duplicate: () => duplicate(project.id),
    export: () => exportProject(project.id),
    restore: () => {
      void show(false);
      return backups.show(project);
    },
    folder: () => backups.showFolder(project),
    delete: onRemove,
  };
  return (
    <MenuTrigger>
      <Button className="icon-button is-narrow" aria-label={words.actions({ name: project.name })}>
        <Ellipsis size={16} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu
          className="menu"
          aria-label={words.actions({ name: project.name })}
          onAction={(key) => void actions[String(key)]?.()}
        >
          <Item id="open" label={words.openIt} />
          <Item id="rename" label={words.rename} hint={RENAME_KEY} />
          <Item id="duplicate" label={words.duplicate} />
          <Item id="export" label={words.export} />
          <Separator className="menu-rule" />
          <Item id="restore" label={words.restore} />
          <Item id="folder" label={words.showFolder} />
          <Separator className="menu-rule" />
          <Item id="delete" label={words.delete} hint={strings.keys.names.Delete} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ItemProps {
  readonly id: string;
  readonly label: string;
  /** The key that does the same. */
  readonly hint?: string;
}

function Item({ id, label, hint }: ItemProps) {
  return (
    <MenuItem id={id} className="menu-item" textValue={label}>
      <Text slot="label">{label}</Text>
      {hint !== undefined && <Keyboard className="menu-key">{hint}</Keyboard>}
    </MenuItem>
  );
}

/** Enter and leaving the field rename the project. Escape leaves it as it is. */
function RenameField({ project, onDone }: { readonly project: Project; readonly onDone: () => void }) {
  const words = useWords().shelf;
  const rename = useApp((app) => app.renameProject);
  const [name, setName] = useState(project.name);
  const isOver = useRef(false);
  const finish = (isTaken: boolean) => {
    isOver.current = true;
    if (isTaken) void rename(name, project.id);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // The grid would take letters and arrows for its own.
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    // The field goes, and the focus stays with its card.
    isOver.current = true;
    event.currentTarget.closest<HTMLElement>('[role="row"]')?.focus();
    finish(event.key === 'Enter');
  };
  return (
    <input
      className="card-rename"
      aria-label={words.newName({ name: project.name })}
      // biome-ignore lint/a11y/noAutofocus: whoever chose to rename it wants to type
      autoFocus
      value={name}
      maxLength={200}
      spellCheck={false}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => !isOver.current && finish(true)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    />
  );
}
