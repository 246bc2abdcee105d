import { useCallback, useState } from 'react';

/**
 * A text that is being written.
 *
 * @remarks
 * Kept in the browser's session under `key`, so that signing in again or loading the page anew loses nothing. An empty text is forgotten.
 */
export function useDraft(key: string): [string, (text: string) => void] {
  const name = `control-plane.draft.${key}`;
  const [draft, setDraft] = useState(() => ({ name, text: read(name) }));
  // The same component shows another draft when its key changes, e.g. on the way to the next approval.
  const text = draft.name === name ? draft.text : read(name);
  const write = useCallback(
    (next: string) => {
      setDraft({ name, text: next });
      store(name, next);
    },
    [name],
  );
  return [text, write];
}

function read(name: string): string {
  try {
    return window.sessionStorage.getItem(name) ?? '';
  } catch {
    // A browser that allows no storage still lets one write; the text then lives as long as the page.
    return '';
  }
}

function store(name: string, text: string): void {
  try {
    if (text === '') {
      window.sessionStorage.removeItem(name);
    } else {
      window.sessionStorage.setItem(name, text);
    }
  } catch {
    // As above: the text is kept in the component.
  }
}
