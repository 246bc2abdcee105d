import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EnvironmentRequest,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Price } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { determinePriceChange } from '../../present/determinePriceChange';
import { decideTexts } from '../../translation';
import { NowThen } from '../NowThen';

/** What it costs a month, and what it would cost. */
export function PriceFact(props: {
  request: EnvironmentRequest;
  revision: Revision;
}) {
  const { t } = useTranslationRef(decideTexts);
  const change = determinePriceChange(props);
  switch (change.kind) {
    case 'new':
      return (
        <NowThen
          now={t('decide.screen.priceEnds')}
          then={<Price cost={change.then} />}
        />
      );
    case 'same':
      return (
        <>
          <Price cost={change.now} />, {t('decide.screen.priceSame')}
        </>
      );
    case 'changed':
      return (
        <NowThen
          now={<Price cost={change.now} />}
          then={<Price cost={change.then} />}
        />
      );
    case 'ends':
      return (
        <NowThen
          now={<Price cost={change.now} />}
          then={t('decide.screen.priceEnds')}
        />
      );
    default: {
      const unreachable: never = change;
      throw new Error(`Unknown change of price ${unreachable}`);
    }
  }
}
