export function ApprovalsSubPage() {
  return null;
}
