// First: zod must know that it may not compile code before any schema is made.
import '../preload/rpc/no-eval.ts';
import { createRoot } from 'react-dom/client';
import { createEditor } from './editor.ts';
import { App } from './panels/shell/App.tsx';
import { Broken } from './panels/shell/Broken.tsx';
import './theme/theme.css';

const host = document.getElementById('studio');
if (host === null) throw new Error('The page has no place for the studio.');

const editor = createEditor(window.studio);
createRoot(host).render(
  <Broken>
    <App studio={editor.studio} />
  </Broken>,
);
void editor.start();
