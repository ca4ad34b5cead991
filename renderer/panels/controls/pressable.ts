/**
 * react-aria adds a style element to the page for its buttons. The page's content security policy refuses it and logs
 * an error. The element's one rule is in base.css, and an element with that id keeps react-aria from adding its own.
 */
const STYLE_ID = 'react-aria-pressable-style';

export function standInForPressableStyle(): void {
  if (document.getElementById(STYLE_ID) !== null) return;
  const standIn = document.createElement('meta');
  standIn.id = STYLE_ID;
  document.head.append(standIn);
}
