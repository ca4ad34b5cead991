import type { LucideIcon } from 'lucide-react';

/** An empty panel says what will be there and how it comes there. */
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
