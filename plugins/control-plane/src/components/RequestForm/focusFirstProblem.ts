const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled)';

/**
 * Moves the focus to the first wrong field in the order of the page, or to the notice when no field is.
 *
 * @remarks
 * Not every field of the kit carries `aria-invalid` on what takes the focus, so what stands around the field is looked for.
 * Some keep a hidden twin for the browser, which must not get the focus.
 */
export function focusFirstProblem(form: HTMLElement): void {
  const candidates = [
    ...form.querySelectorAll<HTMLElement>('[data-invalid="true"]'),
  ].flatMap(field => [...field.querySelectorAll<HTMLElement>(FOCUSABLE)]);
  const first =
    candidates.find(
      candidate =>
        candidate.tabIndex >= 0 && !candidate.closest('[aria-hidden="true"]'),
    ) ?? form.querySelector<HTMLElement>('[role="alert"]');
  first?.focus();
}
