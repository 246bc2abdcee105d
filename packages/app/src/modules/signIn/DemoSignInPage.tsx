import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Container, Flex, Grid, Text } from '@backstage/ui';
import { PersonaCard } from './PersonaCard';
import { personas } from './personas';
import { SignInFailed } from './SignInFailed';
import { useChosenPersona } from './useChosenPersona';

/** Signs in through the backend's `control-plane-demo` provider as whoever is chosen; signing out leads back here. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const { persona, choose, forget } = useChosenPersona();

  if (!persona) {
    return (
      <Container>
        <Flex direction="column" gap="6" py="8">
          <Flex direction="column" gap="2">
            <Text as="h1" variant="title-medium">
              Platform Control Plane
            </Text>
            <Text as="p" color="secondary">
              This is a development environment. Choose whose part to play.
            </Text>
          </Flex>
          <Grid.Root columns={{ initial: '1', sm: '2', lg: '4' }} gap="4">
            {personas.map(each => (
              <PersonaCard key={each.id} persona={each} onChoose={choose} />
            ))}
          </Grid.Root>
        </Flex>
      </Container>
    );
  }
  return (
    <Container>
      <Flex direction="column" gap="4" py="8">
        <ProxiedSignInPage
          provider="control-plane-demo"
          headers={{ 'x-control-plane-demo-persona': persona.id }}
          ErrorComponent={SignInFailed}
          onSignInSuccess={identity =>
            onSignInSuccess({
              getProfileInfo: () => identity.getProfileInfo(),
              getBackstageIdentity: () => identity.getBackstageIdentity(),
              getCredentials: () => identity.getCredentials(),
              signOut: () => {
                forget();
                return identity.signOut();
              },
            })
          }
        />
        <Flex>
          <Button variant="secondary" onPress={forget}>
            Choose somebody else
          </Button>
        </Flex>
      </Flex>
    </Container>
  );
}
