import { Container } from '@backstage/ui';
import { Route, Routes, useParams } from 'react-router-dom';
import { ClassDetail } from '../ClassDetail';
import { ClassGallery } from '../ClassGallery';
import { RequestFormPage } from '../RequestForm';

/** The gallery of classes, and below it a class and the form that asks for it. */
export function ClassesSubPage() {
  return (
    <Container py="4">
      <Routes>
        <Route index element={<ClassGallery />} />
        <Route path=":name" element={<OneClass />} />
        <Route path=":name/request" element={<OneForm />} />
      </Routes>
    </Container>
  );
}

function OneClass() {
  const { name = '' } = useParams();
  return <ClassDetail name={name} />;
}

function OneForm() {
  const { name = '' } = useParams();
  return <RequestFormPage className={name} />;
}
