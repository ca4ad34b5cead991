import type { ToolName } from '../../../preload/contract/tool-names.ts';
import { DEFAULT_BRUSH } from '../../tools/brush-size.ts';
import type { PaintColours } from '../../tools/paint-options.ts';
import type { Toolbox } from '../../tools/toolbox-types.ts';

interface Tools {
  readonly tool: ToolName;
  readonly brushSize: number;
}

const fresh: Tools = { tool: 'move', brushSize: DEFAULT_BRUSH };

/** Keeps a tool and a brush size for each project, since a brush that suits one page seldom suits another. */
export class ToolsOfProjects {
  readonly #toolbox: Toolbox;
  readonly #tools = new Map<string, Tools>();

  constructor(toolbox: Toolbox) {
    this.#toolbox = toolbox;
  }

  /** The colours of the tools that paint, which are the same for all projects. */
  get colours(): PaintColours {
    return this.#toolbox.getState().paint.colours;
  }

  leave(projectId: string): void {
    const { tool, brushSize, endGesture } = this.#toolbox.getState();
    endGesture();
    this.#tools.set(projectId, { tool, brushSize });
  }

  enter(projectId: string): void {
    const { tool, brushSize } = this.#tools.get(projectId) ?? fresh;
    this.#toolbox.getState().select(tool);
    this.#toolbox.getState().setBrushSize(brushSize);
  }
}
