import { ListOrdered } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useQueue, useWords } from '../context.ts';
import { KeyHint } from '../controls/KeyHint.tsx';
import { QueueList } from './QueueList.tsx';

/** The button of the queue with the number of its drawings. It opens the list. */
export function QueueButton() {
  const strings = useWords();
  const count = useQueue((queue) => queue.items.length);
  const paused = useQueue((queue) => queue.paused);
  const shown = useQueue((queue) => queue.shown);
  const show = useQueue((queue) => queue.show);
  const words = strings.queue;
  const name = paused && count > 0 ? words.openPaused({ count }) : words.openWith({ count });
  return (
    <DialogTrigger isOpen={shown} onOpenChange={show}>
      <TooltipTrigger delay={500} closeDelay={50}>
        <Button
          className={`icon-button queue-button ${shown ? 'is-on' : ''} ${paused ? 'is-paused' : ''}`}
          aria-label={count === 0 ? words.open : name}
        >
          <ListOrdered size={18} strokeWidth={1.75} aria-hidden />
          {count > 0 && (
            <span className="queue-count" aria-hidden>
              {count}
            </span>
          )}
        </Button>
        <Tooltip className="tooltip" placement="bottom" offset={6}>
          {count === 0 ? words.open : name}
          <KeyHint action="show-queue" />
        </Tooltip>
      </TooltipTrigger>
      <Popover className="popover is-queue" placement="bottom end" offset={6}>
        <Dialog className="queue" aria-label={words.title}>
          <QueueList />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
