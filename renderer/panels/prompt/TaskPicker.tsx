import { ChevronDown } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text, Tooltip, TooltipTrigger } from 'react-aria-components';
import { closedBy, type DrawTask, drawTasks, type Missing, missingSaid } from '../../generation/tasks/tasks.ts';
import { useApp, useCircumstances, usePrompt, useTask, useWords } from '../context.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { taskIcons } from './task-icons.ts';

/** The list of all tasks. A task that is not available gives its reason. */
export function TaskPicker() {
  const strings = useWords();
  const task = useTask();
  const shown = usePrompt((prompt) => prompt.pickerShown);
  const show = usePrompt((prompt) => prompt.showPicker);
  const { name } = strings.tasks[task];
  const Icon = taskIcons[task];
  return (
    <MenuTrigger isOpen={shown} onOpenChange={show}>
      <TooltipTrigger delay={500} closeDelay={50}>
        <Button
          className={`plain-button task-button ${shown ? 'is-open' : ''}`}
          aria-label={strings.task.chosen({ task: name })}
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden />
          <TaskName task={task} />
          <ChevronDown size={14} aria-hidden />
        </Button>
        <Tooltip className="tooltip" placement="top" offset={6}>
          {strings.task.label}
          <KeyHint action="choose-task" />
        </Tooltip>
      </TooltipTrigger>
      <Popover className="popover is-tasks" placement="top start" offset={8}>
        <Tasks chosen={task} />
      </Popover>
    </MenuTrigger>
  );
}

/**
 * The names of all tasks lie on one another, so that the button is as wide as the longest and nothing beside it moves.
 */
function TaskName({ task }: { readonly task: DrawTask }) {
  const strings = useWords();
  return (
    <span className="task-name">
      {drawTasks.map((one) => (
        <span key={one} className={one === task ? '' : 'is-hidden'} aria-hidden={one !== task}>
          {strings.tasks[one].name}
        </span>
      ))}
    </span>
  );
}

function Tasks({ chosen }: { readonly chosen: DrawTask }) {
  const strings = useWords();
  const circumstances = useCircumstances();
  const setTask = usePrompt((prompt) => prompt.setTask);
  return (
    <Menu className="menu" aria-label={strings.task.label} selectionMode="single" selectedKeys={[chosen]}>
      {drawTasks.map((task) => {
        const closed = closedBy(task, circumstances);
        return <TaskItem key={task} task={task} closed={closed} onChoose={() => setTask(task)} />;
      })}
    </Menu>
  );
}

interface TaskItemProps {
  readonly task: DrawTask;
  readonly closed: Missing | null;
  readonly onChoose: () => void;
}

/** The arrow keys also reach a task that is not available, so that its reason can be read. */
function TaskItem({ task, closed, onChoose }: TaskItemProps) {
  const strings = useWords();
  const reason = useReason(closed);
  const { name, says } = strings.tasks[task];
  const Icon = taskIcons[task];
  return (
    <MenuItem
      id={task}
      className={`menu-item task-item ${closed === null ? '' : 'is-closed'}`}
      textValue={name}
      shouldCloseOnSelect={closed === null}
      onAction={() => closed === null && onChoose()}
      render={(props) => ('href' in props ? <a {...props} /> : <div {...props} aria-disabled={closed !== null} />)}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      <span className="task-words">
        <Text slot="label">{name}</Text>
        <Text slot="description">{reason ?? says}</Text>
      </span>
    </MenuItem>
  );
}

/** Says what a task lacks as a sentence; null where nothing is missing. */
export function useTaskReasons(): (missing: Missing | null) => string | null {
  const strings = useWords();
  const model = useApp((app) => app.engine?.manifest.name ?? '');
  const length = usePrompt((prompt) => prompt.text.trim().length);
  return (missing) => (missing === null ? null : missingSaid(strings, missing, { model, length }));
}

export function useReason(missing: Missing | null): string | null {
  return useTaskReasons()(missing);
}
