export function RequestsSubPage() {
  return null;
}
