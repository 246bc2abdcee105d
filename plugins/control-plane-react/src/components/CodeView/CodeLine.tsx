import { memo } from 'react';
import { tokenizeYamlLine } from '../../present/tokenizeYamlLine';
import styles from './CodeView.module.css';

/** One line of a file; its number is not part of the text that one selects. */
export const CodeLine = memo(function DrawnLine(props: {
  number: number;
  line: string;
  isYaml: boolean;
}) {
  const { number, line, isYaml } = props;
  return (
    <div className={styles.line} data-number={number}>
      <code>
        {isYaml
          ? tokenizeYamlLine(line).map(({ kind, text }, index) => (
              // Tokens of a line never move.
              <span key={index} data-token={kind}>
                {text}
              </span>
            ))
          : line}
        {'\n'}
      </code>
    </div>
  );
});
