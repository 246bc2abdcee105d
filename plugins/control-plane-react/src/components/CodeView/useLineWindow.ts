import { UIEvent, useCallback, useRef, useState } from 'react';

/** Height of a line in pixels; the style sheet says the same. */
export const LINE_HEIGHT = 20;
/** Lines drawn beyond the edges, so that scrolling shows no gap. */
const MARGIN_LINES = 50;
/** What is drawn before the height is known, and the least that a window holds. */
const MIN_LINES = 200;

/** The range of lines around what is in sight. Lines have one height, so no measuring is needed. */
export function useLineWindow(count: number) {
  const containerRef = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const onScroll = useCallback((event: UIEvent<HTMLDivElement>) => {
    const top = Math.floor(event.currentTarget.scrollTop / LINE_HEIGHT);
    // In steps, so that a scroll does not draw anew with every line.
    const stepped = Math.floor(Math.max(0, top - MARGIN_LINES) / MARGIN_LINES);
    setFirst(stepped * MARGIN_LINES);
  }, []);
  const inSight = Math.ceil(
    (containerRef.current?.clientHeight ?? 0) / LINE_HEIGHT,
  );
  const length = Math.max(MIN_LINES, inSight + 3 * MARGIN_LINES);
  const start = Math.min(first, Math.max(0, count - 1));
  return {
    first: start,
    last: Math.min(count, start + length),
    onScroll,
    containerRef,
  };
}
