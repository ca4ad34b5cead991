import { Check, ChevronDown, FilePlus2 } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { strings } from '../theme/strings.ts';
import { useApp } from './context.ts';
import { NameField } from './NameField.tsx';

/** The project's name, to be edited in place, and the other projects. */
export function ProjectMenu() {
  const project = useApp((app) => app.project);
  const rename = useApp((app) => app.renameProject);
  return (
    <div className="project">
      <NameField
        key={project?.id ?? 'none'}
        value={project?.name ?? strings.bar.untitled}
        label={strings.bar.projectName}
        onCommit={(name) => void rename(name)}
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
  const current = useApp((app) => app.project?.id ?? null);
  const projects = useApp((app) => app.projects);
  const { createProject, openProject } = useApp((app) => app);
  const act = (key: string) => {
    if (key === 'new') void createProject(strings.bar.untitled);
    else if (key !== current) void openProject(key);
  };
  return (
    <Menu className="menu" aria-label={strings.bar.project} onAction={(key) => act(String(key))}>
      <MenuItem id="new" className="menu-item" textValue={strings.bar.newProject}>
        <FilePlus2 size={16} strokeWidth={1.75} aria-hidden />
        {strings.bar.newProject}
      </MenuItem>
      <Separator className="menu-rule" />
      <MenuSection>
        <Header className="menu-header">{strings.bar.recent}</Header>
        {projects.map(({ id, name }) => (
          <MenuItem key={id} id={id} className="menu-item" textValue={name}>
            <span className="menu-check">{id === current && <Check size={16} aria-hidden />}</span>
            <span className="clip">{name}</span>
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}
