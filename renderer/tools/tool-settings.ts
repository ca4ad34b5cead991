import type { StoreApi } from 'zustand/vanilla';
import type { Tip } from '../document/paint.ts';
import { limitBrush, stepBrush } from './brush-size.ts';
import { isTipTool, type PaintOptions, stepHardness, type TipTool } from './paint-options.ts';
import type { ToolboxState } from './toolbox-types.ts';

type Settings = Pick<ToolboxState, 'setBrushSize' | 'setOptions' | 'setPaint' | 'setTip' | 'stepBrushSize'>;

/**
 * Sets what the tools can be set to.
 * @param tellCanvas called when the tip or the brush may have another size
 */
export function toolSettings(state: () => StoreApi<ToolboxState>, tellCanvas: () => void): Settings {
  const setBrushSize = (size: number) => {
    state().setState({ brushSize: limitBrush(size) });
    tellCanvas();
  };
  const setPaint = (options: Partial<PaintOptions>) => {
    state().setState(({ paint }) => ({ paint: { ...paint, ...options } }));
    tellCanvas();
  };
  const setTip = (tool: TipTool, tip: Partial<Tip>) => {
    const { tips } = state().getState().paint;
    const size = limitBrush(tip.size ?? tips[tool].size);
    setPaint({ tips: { ...tips, [tool]: { ...tips[tool], ...tip, size } } });
  };
  return {
    setBrushSize,
    setPaint,
    setTip,
    setOptions: (options) => state().setState((now) => ({ options: { ...now.options, ...options } })),
    stepBrushSize: (direction, big) => {
      const { tool, brushSize, paint } = state().getState();
      if (!isTipTool(tool)) setBrushSize(stepBrush(brushSize, direction, big));
      else if (big) setTip(tool, { hardness: stepHardness(paint.tips[tool], direction) });
      else setTip(tool, { size: stepBrush(paint.tips[tool].size, direction, false) });
    },
  };
}
