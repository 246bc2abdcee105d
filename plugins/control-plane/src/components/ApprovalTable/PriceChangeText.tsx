import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Price } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { PriceChange } from '../../present/determinePriceChange';
import { decideTexts } from '../../translation';
import { NowThen } from '../NowThen';

/** What it would cost a month, and what it costs now where that is something else. */
export function PriceChangeText({ change }: { change: PriceChange }) {
  const { t } = useTranslationRef(decideTexts);
  switch (change.kind) {
    case 'new':
      return <Price cost={change.then} />;
    case 'same':
      return <Price cost={change.now} />;
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
