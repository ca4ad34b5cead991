import {
  Box,
  Brush,
  Expand,
  type LucideIcon,
  Palette,
  PencilLine,
  Rotate3d,
  ScanLine,
  Shuffle,
  Sparkles,
  Spline,
  WandSparkles,
} from 'lucide-react';
import type { DrawTask } from '../../generation/tasks/tasks.ts';

export const taskIcons: Readonly<Record<DrawTask, LucideIcon>> = {
  generate: Sparkles,
  retouch: Brush,
  extend: Expand,
  vary: Shuffle,
  sketch: PencilLine,
  edit: WandSparkles,
  subject: Box,
  control: Spline,
  style: Palette,
  predict: ScanLine,
  views: Rotate3d,
};
