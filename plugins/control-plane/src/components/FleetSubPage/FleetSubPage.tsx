export function FleetSubPage() {
  return null;
}
