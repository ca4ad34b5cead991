/**
 * react-aria puts a style element into the page for its buttons, which the page's policy refuses
 * with an error in the console. Its one rule stands in base.css; an element of that id keeps it from trying.
 */
const STYLE_ID = 'react-aria-pressable-style';

export function standInForPressableStyle(): void {
  if (document.getElementById(STYLE_ID) !== null) return;
  const standIn = document.createElement('meta');
  standIn.id = STYLE_ID;
  document.head.append(standIn);
}
