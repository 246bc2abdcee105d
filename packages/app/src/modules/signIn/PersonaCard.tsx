import { Card, CardBody, CardFooter, CardHeader, Text } from '@backstage/ui';
import { Persona } from './personas';

export interface PersonaCardProps {
  persona: Persona;
  onChoose(persona: Persona): void;
}

export function PersonaCard({ persona, onChoose }: PersonaCardProps) {
  return (
    <Card
      onPress={() => onChoose(persona)}
      label={`Sign in as ${persona.name}, ${persona.role}`}
    >
      <CardHeader>
        <Text as="h2" variant="title-x-small">
          {persona.role}
        </Text>
      </CardHeader>
      <CardBody>
        <Text as="p">{persona.may}</Text>
      </CardBody>
      <CardFooter>
        <Text variant="body-small" color="secondary">
          {persona.name} · {persona.group}
        </Text>
      </CardFooter>
    </Card>
  );
}
