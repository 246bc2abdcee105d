import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Grid, SearchField, Skeleton, Text } from '@backstage/ui';
import { EnvironmentClass } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  LoadedContent,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiSearchLine } from '@remixicon/react';
import { useState } from 'react';
import { useClasses } from '../../hooks/useClasses';
import { offerTexts } from '../../translation';
import { ClassCard } from './ClassCard';
import styles from './ClassGallery.module.css';

/** From here on a search saves looking. */
const SEARCH_FROM = 7;

/** Everything that may be asked for. */
export function ClassGallery() {
  const { t } = useTranslationRef(offerTexts);
  const classes = useClasses();
  return (
    <div className={styles.gallery}>
      <Text as="p" color="secondary">
        {t('offer.gallery.intro')}
      </Text>
      <LoadedContent loaded={classes} skeleton={<GallerySkeleton />}>
        {items =>
          items.length === 0 ? (
            <EmptyPanel
              title={t('offer.gallery.empty')}
              description={t('offer.gallery.emptyHint')}
            />
          ) : (
            <Cards classes={items} />
          )
        }
      </LoadedContent>
    </div>
  );
}

function Cards(props: { classes: EnvironmentClass[] }) {
  const { t } = useTranslationRef(offerTexts);
  const [search, setSearch] = useState('');
  const word = search.trim().toLocaleLowerCase();
  const shown = props.classes.filter(({ name, title, description }) =>
    [name, title, description].some(text =>
      text.toLocaleLowerCase().includes(word),
    ),
  );
  return (
    <>
      {props.classes.length >= SEARCH_FROM && (
        <div className={styles.search}>
          <SearchField
            aria-label={t('offer.gallery.search')}
            placeholder={t('offer.gallery.search')}
            value={search}
            onChange={setSearch}
          />
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyPanel
          icon={<RiSearchLine size={28} />}
          title={t('offer.gallery.noMatch')}
          description={t('offer.gallery.noMatchHint')}
        />
      ) : (
        <div className={styles.cards}>
          {shown.map(environmentClass => (
            <ClassCard
              key={environmentClass.name}
              environmentClass={environmentClass}
            />
          ))}
        </div>
      )}
    </>
  );
}

function GallerySkeleton() {
  return (
    <Grid.Root columns={{ initial: '1', md: '3' }} gap="4">
      {[0, 1, 2].map(at => (
        <Skeleton key={at} width="100%" height={320} />
      ))}
    </Grid.Root>
  );
}
