import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Container } from '@backstage/ui';
import { DemoSignInPage } from './DemoSignInPage';

/**
 * Offers the demo people in development and nobody elsewhere: the backend has no demo sign-in there, and an app that
 * let people in without a session would only show them errors.
 */
export function SignInPage(props: SignInPageProps) {
  const environment =
    useApi(configApiRef).getOptionalString('auth.environment');
  if (environment === 'development') {
    return <DemoSignInPage {...props} />;
  }
  return (
    <Container>
      <Alert
        status="warning"
        icon
        title="Nobody can sign in yet"
        description="The sign-in of this app is for development. Replace its sign-in module with the page of your identity provider, as the README of packages/app describes."
      />
    </Container>
  );
}
