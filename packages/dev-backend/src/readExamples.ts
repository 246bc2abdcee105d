import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Entity, RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { loadAll } from 'js-yaml';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const root = resolvePackagePath('dev-backend', '..', '..');

const files = [
  'examples/org.yaml',
  'examples/entities.yaml',
  'templates/request-environment/template.yaml',
  'templates/request-production/template.yaml',
];

/** The organisation, the software and the templates that the demo has, with the groups of each user as relations. */
export async function readExamples(): Promise<Entity[]> {
  const texts = await Promise.all(
    files.map(file => readFile(path.join(root, file), 'utf8')),
  );
  return texts.flatMap(text => loadAll(text) as Entity[]).map(withGroups);
}

// The catalog backend does so when it processes an entity; nothing processes these.
function withGroups(entity: Entity): Entity {
  const groups = entity.spec?.memberOf;
  return Array.isArray(groups)
    ? {
        ...entity,
        relations: groups.map(name => ({
          type: RELATION_MEMBER_OF,
          targetRef: `group:default/${name}`,
        })),
      }
    : entity;
}
