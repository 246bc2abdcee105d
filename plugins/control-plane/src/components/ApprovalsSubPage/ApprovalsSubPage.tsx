import { Route, Routes } from 'react-router-dom';
import { ApprovalInbox } from '../ApprovalInbox';
import { ApprovalScreen } from '../ApprovalScreen';

/** The inbox, and below it the screen of each decision. */
export function ApprovalsSubPage() {
  return (
    <Routes>
      <Route index element={<ApprovalInbox />} />
      <Route path=":id/:generation" element={<ApprovalScreen />} />
    </Routes>
  );
}
