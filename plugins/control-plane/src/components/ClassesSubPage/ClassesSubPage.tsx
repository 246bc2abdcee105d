export function ClassesSubPage() {
  return null;
}
