import { Route, Routes } from 'react-router-dom';
import { MyRequests } from '../MyRequests';
import { RequestPage } from '../RequestPage';

/** One's own requests, and below the list the page of each. */
export function RequestsSubPage() {
  return (
    <Routes>
      <Route index element={<MyRequests />} />
      <Route path=":id" element={<RequestPage />} />
    </Routes>
  );
}
