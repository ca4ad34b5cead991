import type { LucideIcon } from 'lucide-react';

/** The text of an empty panel: what will be shown there, and how it gets there. */
export function Teach(props: { readonly icon: LucideIcon; readonly title: string; readonly text: string }) {
  const Icon = props.icon;
  return (
    <div className="teach">
      <Icon size={28} strokeWidth={1.25} aria-hidden />
      <h2>{props.title}</h2>
      <p>{props.text}</p>
    </div>
  );
}
