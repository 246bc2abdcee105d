import { JsonObject } from '@backstage/types';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ParameterLimit, parameterRows } from '../../present/parameterRows';
import { offerTexts } from '../../translation';
import styles from './ClassDetail.module.css';

/** What a class's parameters are, one a line. */
export function ParametersTable(props: { schema: JsonObject }) {
  const { t } = useTranslationRef(offerTexts);
  const rows = parameterRows(props.schema);
  const limit = ({ kind, value }: ParameterLimit) => {
    switch (kind) {
      case 'oneOf':
        return t('offer.detail.oneOf', { values: value });
      case 'pattern':
        return t('offer.detail.pattern', { pattern: value });
      default:
        return t(`offer.detail.${kind}`, { value });
    }
  };
  if (rows.length === 0) {
    return <Text color="secondary">{t('offer.detail.noParameters')}</Text>;
  }
  return (
    <div
      className={styles.scroll}
      // What scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t('offer.detail.parameters')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('offer.detail.column.name')}</th>
            <th scope="col">{t('offer.detail.column.type')}</th>
            <th scope="col">{t('offer.detail.column.required')}</th>
            <th scope="col">{t('offer.detail.column.default')}</th>
            <th scope="col">{t('offer.detail.column.limits')}</th>
            <th scope="col">{t('offer.detail.column.description')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const type = row.type || t('offer.detail.anyType');
            return (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td>
                  {row.isList ? t('offer.detail.listOf', { type }) : type}
                </td>
                <td>
                  {row.isRequired
                    ? t('offer.detail.yes')
                    : t('offer.detail.no')}
                </td>
                <td>
                  {row.default !== undefined && (
                    <span className={styles.mono}>{row.default}</span>
                  )}
                </td>
                <td>
                  {row.limits.map(each => (
                    <div key={each.kind}>{limit(each)}</div>
                  ))}
                </td>
                <td>{row.description}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
