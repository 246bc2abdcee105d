import { Cell, CellText } from '@backstage/ui';
import {
  EnvironmentRequest,
  isTerminalPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ReactElement, useCallback } from 'react';
import { ActorName } from '../ActorName';
import { Instant } from '../Instant';
import { LeaseText } from '../LeaseText';
import { PhaseChip } from '../PhaseChip';
import { Price } from '../Price';
import { RequestMarks } from './RequestMarks';
import { RequestName } from '../RequestName';
import styles from './RequestTable.module.css';

const REQUEST_COLUMNS = [
  'name',
  'phase',
  'team',
  'app',
  'class',
  'classAndRegion',
  'region',
  'lease',
  'price',
  'requester',
  'createdAt',
  'updatedAt',
] as const;
export type RequestColumn = (typeof REQUEST_COLUMNS)[number];

/** Columns in whose order the API lists requests. */
export const SORTABLE_COLUMNS: readonly RequestColumn[] = [
  'createdAt',
  'updatedAt',
];

/** Draws the cell of a column. */
export function useRequestCell(): (
  column: RequestColumn,
  request: EnvironmentRequest,
) => ReactElement {
  return useCallback((column, request) => {
    switch (column) {
      case 'name':
        return (
          <Cell>
            <RequestName request={request} />
          </Cell>
        );
      case 'phase':
        return (
          <Cell>
            <span className={styles.phase}>
              <PhaseChip
                phase={request.phase}
                conditions={request.conditions}
              />
              <RequestMarks request={request} />
            </span>
          </Cell>
        );
      case 'team':
        return <CellText title={request.team} />;
      case 'app':
        return <CellText title={request.app} />;
      case 'class':
        return <CellText title={request.class.name} />;
      case 'classAndRegion':
        return (
          <CellText title={request.class.name} description={request.region} />
        );
      case 'region':
        return <CellText title={request.region} />;
      case 'lease':
        return (
          <Cell>
            {isTerminalPhase(request.phase) ? (
              '–'
            ) : (
              <LeaseText lease={request.lease} />
            )}
          </Cell>
        );
      case 'price':
        return (
          <Cell>
            <Price cost={request.cost} />
          </Cell>
        );
      case 'requester':
        return (
          <Cell>
            <ActorName actor={request.requester} />
          </Cell>
        );
      case 'createdAt':
      case 'updatedAt':
        return (
          <Cell>
            <Instant at={request[column]} />
          </Cell>
        );
      default: {
        const unreachable: never = column;
        return unreachable;
      }
    }
  }, []);
}
