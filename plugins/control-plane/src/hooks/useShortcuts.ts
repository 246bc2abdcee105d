import { useEffect, useRef } from 'react';

/** What single keys do, by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Listens for single keys on the whole page.
 *
 * @remarks
 * Stays out of the way of typing, of menus and dialogs, of combinations with Ctrl, Alt or Meta, and of whoever handled the key before.
 * Single letters must be possible to turn off (WCAG 2.1.4): that is what `isEnabled` is for.
 */
export function useShortcuts(
  shortcuts: Shortcuts,
  options: { isEnabled: boolean },
): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const { isEnabled } = options;
  useEffect(() => {
    if (!isEnabled) {
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (act && !isTaken(event)) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isEnabled]);
}

const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"], [role="searchbox"]';
const OVERLAY =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

function isTaken(event: KeyboardEvent): boolean {
  return (
    event.defaultPrevented ||
    event.repeat ||
    event.isComposing ||
    event.ctrlKey ||
    event.altKey ||
    event.metaKey ||
    (event.target instanceof Element &&
      event.target.closest(`${TYPING}, ${OVERLAY}`) !== null)
  );
}
