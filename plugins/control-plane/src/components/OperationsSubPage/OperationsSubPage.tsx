export function OperationsSubPage() {
  return null;
}
