export function AuditSubPage() {
  return null;
}
