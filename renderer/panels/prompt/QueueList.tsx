import { CircleAlert, Clock, GripVertical, LoaderCircle, Pause, Play, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import { sentenceOf } from '../../../preload/words/sentence.ts';
import { type QueueItem, useApp, useQueue, useRun, useWords } from '../context.ts';
import { CaptionsLine } from '../controls/CaptionsLine.tsx';
import { taskIcons } from './task-icons.ts';

/** The drawings that run and wait, in their order, and what can be done about them. */
export function QueueList() {
  const strings = useWords();
  const items = useQueue((queue) => queue.items);
  const words = strings.queue;
  const whole = useRef<HTMLDivElement>(null);
  // A button that disappears takes the focus with it. Escape must still close the list.
  useLayoutEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) whole.current?.focus();
  });
  return (
    <div ref={whole} className="queue-whole" tabIndex={-1}>
      <div className="queue-head">
        <h2>{words.title}</h2>
        <Controls />
      </div>
      <Standing />
      <AtOnce />
      {items.length === 0 ? <p className="queue-note">{words.empty}</p> : <Items items={items} />}
      {items.length > 1 && <p className="queue-note">{words.moveHint}</p>}
      <CaptionsLine />
    </div>
  );
}

/** The buttons stay in their places, whether they can be pressed or not. */
function Controls() {
  const strings = useWords();
  const { paused, pause, goOn, cancelAll } = useQueue((queue) => queue);
  const empty = useQueue((queue) => queue.items.length === 0);
  const words = strings.queue;
  return (
    <>
      <Button className="quiet-button" isDisabled={empty && !paused} onPress={paused ? goOn : pause}>
        {paused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
        {paused ? words.goOn : words.pause}
      </Button>
      <Button className="quiet-button" isDisabled={empty} onPress={() => void cancelAll()}>
        <X size={16} aria-hidden />
        {words.cancelAll}
      </Button>
    </>
  );
}

/** Says why nothing is drawn. */
function Standing() {
  const strings = useWords();
  const paused = useQueue((queue) => queue.paused);
  const left = useQueue((queue) => queue.left);
  if (!paused) return null;
  const { queue: words } = strings;
  return (
    <p className="queue-note is-strong" role="status">
      {left > 0 ? words.left({ count: left }) : words.paused}
    </p>
  );
}

function Items({ items }: { readonly items: readonly QueueItem[] }) {
  const strings = useWords();
  const { move, cancel } = useQueue((queue) => queue);
  const indexOf = (id: unknown) => items.findIndex((item) => item.id === id);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = [...keys].map(String);
      if (id === undefined) return;
      const to = indexOf(target.key) + (target.dropPosition === 'after' ? 1 : 0);
      void move(id, to > indexOf(id) ? to - 1 : to);
    },
  });
  const press = (event: KeyboardEvent) => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=row]')?.dataset.key : null;
    if (id == null || !(event.target instanceof Element) || event.target.closest('button') !== null) return;
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (by !== undefined) void move(id, Math.max(0, indexOf(id) + by));
    else if (event.key === 'Delete' || event.key === 'Backspace') void cancel(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div onKeyDownCapture={press} role="presentation">
      <GridList
        className="queue-list"
        aria-label={strings.queue.list}
        items={items}
        disallowTypeAhead
        escapeKeyBehavior="none"
        dragAndDropHooks={dragAndDropHooks}
      >
        {(item) => <Row item={item} />}
      </GridList>
    </div>
  );
}

/** The drawing that began at once and never waited. It has no place among those that wait. */
function AtOnce() {
  const strings = useWords();
  const queued = useQueue(({ items }) => items.some(({ state }) => state === 'running'));
  const { phase, task, prompt, progress, cancel } = useRun((run) => run);
  if (phase !== 'running' || task === null || queued) return null;
  const { queue, tasks } = strings;
  const title = prompt === '' ? queue.noWords : prompt;
  const state = progress === null ? queue.states.running : queue.step(progress);
  return (
    <div className="queue-item is-running is-at-once">
      <StateIcon state="running" />
      <span className="queue-words">
        <span className="queue-title clip" title={title}>
          {title}
        </span>
        <span className="queue-details">
          {tasks[task].name} · {state}
        </span>
      </span>
      <Button className="icon-button is-small" aria-label={queue.cancel({ words: named(title) })} onPress={cancel}>
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}

/** A longer prompt would make a button's name hard to listen to. */
const NAME_LENGTH = 60;
const named = (title: string) => (title.length > NAME_LENGTH ? `${title.slice(0, NAME_LENGTH)}…` : title);

function Row({ item }: { readonly item: QueueItem }) {
  const strings = useWords();
  const { cancel, retry } = useQueue((queue) => queue);
  const { queue, tasks } = strings;
  const shown = useApp((app) => app.project?.id === item.projectId);
  const title = item.prompt === '' ? queue.noWords : item.prompt;
  const words = named(title);
  const Icon = taskIcons[item.task];
  const details = [
    tasks[item.task].name,
    item.progress === null ? queue.states[item.state] : queue.step(item.progress),
    ...(item.count > 1 ? [queue.pictures({ count: item.count })] : []),
    ...(shown ? [] : [queue.inProject({ project: item.projectName })]),
  ];
  return (
    <GridListItem
      id={item.id}
      className={`queue-item is-${item.state}`}
      textValue={`${title}, ${queue.states[item.state]}`}
    >
      <Button slot="drag" className="grip" aria-label={queue.move({ words })}>
        <GripVertical size={14} aria-hidden />
      </Button>
      <StateIcon state={item.state} />
      <span className="queue-words">
        <span className="queue-title clip" title={title}>
          {title}
        </span>
        <span className="queue-details">
          <Icon size={12} aria-hidden />
          {details.join(' · ')}
        </span>
        {item.failure !== null && <span className="queue-failure">{sentenceOf(strings, item.failure)}</span>}
        {item.pageChanged && item.state === 'waiting' && <span className="queue-changed">{queue.pageChanged}</span>}
      </span>
      {item.state === 'failed' && (
        <Button
          className="icon-button is-small"
          aria-label={queue.retry({ words })}
          onPress={() => void retry(item.id)}
        >
          <RotateCcw size={16} aria-hidden />
        </Button>
      )}
      <Button
        className="icon-button is-small"
        aria-label={queue.cancel({ words })}
        data-successive
        onPress={() => void cancel(item.id)}
      >
        <X size={16} aria-hidden />
      </Button>
    </GridListItem>
  );
}

function StateIcon({ state }: { readonly state: QueueItem['state'] }) {
  if (state === 'running') return <LoaderCircle className="queue-state spin" size={16} aria-hidden />;
  if (state === 'failed') return <CircleAlert className="queue-state" size={16} aria-hidden />;
  return <Clock className="queue-state" size={16} aria-hidden />;
}
