import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Text,
} from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  CodeView,
  LoadedContent,
  useCaller,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useClass } from '../../hooks/useClass';
import { useClassLinks } from '../../hooks/useClassLinks';
import { mayCreate } from '../../present/creatable';
import { offerTexts } from '../../translation';
import { ClassFacts } from '../ClassFacts';
import styles from './ClassDetail.module.css';
import { ClassTerms } from './ClassTerms';
import { ParametersTable } from './ParametersTable';

/** Everything about one class. */
export function ClassDetail(props: { name: string }) {
  const loaded = useClass(props.name);
  return (
    <LoadedContent loaded={loaded}>
      {environmentClass => <Detail environmentClass={environmentClass} />}
    </LoadedContent>
  );
}

function Detail(props: { environmentClass: EnvironmentClass }) {
  const { environmentClass } = props;
  const { name, title, description, parametersSchema } = environmentClass;
  const { t } = useTranslationRef(offerTexts);
  const links = useControlPlaneLinks();
  const classLinks = useClassLinks();
  const caller = useCaller();
  const isDenied =
    caller.status === 'ready' && !mayCreate(caller.value, { class: name });
  return (
    <div className={styles.detail}>
      <div>
        <ButtonLink
          variant="tertiary"
          size="small"
          iconStart={<RiArrowLeftLine />}
          href={`${links.root()}/classes`}
        >
          {t('offer.detail.back')}
        </ButtonLink>
      </div>
      <div className={styles.head}>
        <div className={styles.title}>
          <Text as="h1" variant="title-small">
            {title}
          </Text>
          <Text as="p" color="secondary">
            {description}
          </Text>
          <ClassFacts environmentClass={environmentClass} />
        </div>
        {isDenied ? (
          <Text color="secondary">{t('offer.gallery.mayNot')}</Text>
        ) : (
          <ButtonLink href={classLinks.newRequest(name)}>
            {t('offer.gallery.requestOf', { title })}
          </ButtonLink>
        )}
      </div>
      <Card>
        <CardHeader>
          <Text as="h2" variant="title-x-small">
            {t('offer.detail.terms')}
          </Text>
        </CardHeader>
        <CardBody>
          <ClassTerms environmentClass={environmentClass} />
        </CardBody>
      </Card>
      <Card>
        <CardHeader>
          <Text as="h2" variant="title-x-small">
            {t('offer.detail.parameters')}
          </Text>
        </CardHeader>
        <CardBody>
          <ParametersTable schema={parametersSchema} />
          <Accordion>
            <AccordionTrigger title={t('offer.detail.schema')} />
            <AccordionPanel>
              <CodeView
                path={`${name}.schema.json`}
                content={JSON.stringify(parametersSchema, null, 2)}
              />
            </AccordionPanel>
          </Accordion>
        </CardBody>
      </Card>
    </div>
  );
}
