import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useMemo, useState } from 'react';
import { controlPlaneReactTranslationRef } from '../../translation';
import { CodeLine } from './CodeLine';
import { LINE_HEIGHT, useLineWindow } from './useLineWindow';
import styles from './CodeView.module.css';

/** How long the button says that it copied. */
const COPIED_MS = 2_000;

/** The content of a file with line numbers. Of a long file only the lines in sight are drawn. */
export function CodeView(props: { path: string; content: string }) {
  const { path, content } = props;
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const lines = useMemo(
    () => content.replace(/\n$/, '').split('\n'),
    [content],
  );
  const { first, last, onScroll, containerRef } = useLineWindow(lines.length);
  const digits = String(lines.length).length;
  return (
    <div className={styles.view}>
      <div className={styles.head}>
        <span className={styles.path}>{path}</span>
        <Text variant="body-small" color="secondary">
          {t('viewer.lines', { count: lines.length })}
        </Text>
        <CopyButton path={path} content={content} />
      </div>
      <div
        ref={containerRef}
        className={styles.scroller}
        onScroll={onScroll}
        role="region"
        aria-label={t('viewer.code', { path })}
        // A keyboard scrolls what it can focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        style={{ '--digits': `${digits}ch` } as React.CSSProperties}
      >
        <div
          className={styles.lines}
          style={{
            paddingBlockStart: first * LINE_HEIGHT,
            paddingBlockEnd: (lines.length - last) * LINE_HEIGHT,
          }}
        >
          {lines.slice(first, last).map((line, index) => (
            <CodeLine
              key={first + index}
              number={first + index + 1}
              line={line}
              isYaml={/\.ya?ml$/.test(path)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function CopyButton({ path, content }: { path: string; content: string }) {
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(content);
    setCopied(true);
  };
  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      aria-label={isCopied ? undefined : t('viewer.copyOf', { path })}
      onPress={copy}
    >
      {isCopied ? t('viewer.copied') : t('viewer.copy')}
    </Button>
  );
}
