import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { useApp, useBackups, useShelf, useWords } from '../context.ts';
import { Notices } from '../controls/Notices.tsx';
import { ProjectsDialog } from '../shelf/ProjectsDialog.tsx';
import { openedInWords } from '../words.ts';
import { BackupsDialog } from './BackupsDialog.tsx';
import { PreferencesDialog } from './PreferencesDialog.tsx';

/** The window while there is no project to show. */
export function Phase() {
  const strings = useWords();
  const phase = useApp((app) => app.phase);
  const store = useApp((app) => app.services.store.told);
  if (phase === 'failed') return <Unopened />;
  return (
    <main className="phase" role="status">
      <LoaderCircle className="spin" size={28} strokeWidth={1.5} aria-hidden />
      <p>{store === null ? strings.status.loading : sentenceOf(strings, store)}</p>
    </main>
  );
}

/** Says why the last project cannot be opened, and offers every way on. */
function Unopened() {
  const strings = useWords();
  const failure = useApp((app) => app.failure);
  const project = useApp((app) => app.failedProject);
  const words = strings.unopened;
  return (
    <>
      <main className="phase" role="alert">
        <TriangleAlert size={28} strokeWidth={1.5} aria-hidden />
        <h1>{project === null ? words.noProject : words.title}</h1>
        {project !== null && <p className="phase-name">{project.name}</p>}
        <p className="phase-sentence selectable">
          {failure === null ? strings.status.failed : sentenceOf(strings, failure)}
        </p>
        <WaysOn />
        <OtherProjects />
      </main>
      <Notices />
      <BackupsDialog />
      <ProjectsDialog />
      <PreferencesDialog />
    </>
  );
}

function WaysOn() {
  const strings = useWords();
  const project = useApp((app) => app.failedProject);
  const { tryAgain, createProject } = useApp((app) => app);
  const { show, showFolder, addProject } = useBackups((backups) => backups);
  const showAll = useShelf((shelf) => shelf.show);
  return (
    <div className="button-row">
      {project !== null && (
        <Button className="main-button" onPress={() => void show(project)}>
          {strings.backups.restoreFrom}
        </Button>
      )}
      <Button className="plain-button" onPress={() => void tryAgain()}>
        {strings.unopened.again}
      </Button>
      <Button className="plain-button" onPress={() => void createProject(strings.bar.untitled)}>
        {strings.bar.newProject}
      </Button>
      <Button className="plain-button" onPress={() => void showAll(true)}>
        {strings.shelf.open}
      </Button>
      <Button className="plain-button" onPress={() => void addProject()}>
        {strings.backups.addProject}
      </Button>
      <Button className="plain-button" onPress={() => void showFolder(project)}>
        {strings.backups.showFolder}
      </Button>
    </div>
  );
}

function OtherProjects() {
  const strings = useWords();
  const failed = useApp((app) => app.failedProject?.id ?? null);
  const projects = useApp((app) => app.projects);
  const open = useApp((app) => app.openProject);
  const others = projects.filter(({ id }) => id !== failed);
  if (others.length === 0) return null;
  return (
    <section className="phase-projects">
      <h2>{strings.unopened.others}</h2>
      <ul>
        {others.map((project) => (
          <li key={project.id}>
            <Button className="quiet-button is-block" onPress={() => void open(project.id)}>
              <span className="clip">{project.name}</span>
              <span className="menu-when">{openedInWords(strings, project)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
