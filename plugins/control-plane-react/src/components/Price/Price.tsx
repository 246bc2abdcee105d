import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cost } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { useLanguage } from '../../time/useLanguage';
import { controlPlaneReactTranslationRef } from '../../translation';

/** An estimated price a month. */
export function Price(props: { cost: Cost }) {
  const words = usePrice();
  return <span>{words(props.cost)}</span>;
}

/** Tells prices in words, for places that take text only. */
export function usePrice(): (cost: Cost) => string {
  const language = useLanguage();
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  return ({ monthly, currency }) => {
    if (monthly === 0) {
      return t('facts.price.none');
    }
    const amount = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      maximumFractionDigits: Number.isInteger(monthly) ? 0 : 2,
    }).format(monthly);
    return t('facts.price.perMonth', { amount });
  };
}
