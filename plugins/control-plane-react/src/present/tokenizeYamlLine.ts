export interface YamlToken {
  kind: 'plain' | 'key' | 'string' | 'literal' | 'comment' | 'mark';
  text: string;
}

const KEY = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[^\s#:'"[{][^#:]*?)(:)(?=\s|$)/;

function valueTokens(text: string): YamlToken[] {
  const lead = /^\s*/.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length);
  const tokens: YamlToken[] = lead ? [{ kind: 'plain', text: lead }] : [];
  if (rest === '') {
    return tokens;
  }
  const value = rest.startsWith('#')
    ? ''
    : /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|.*?)(?=\s+#|$)/.exec(rest)?.[0] ?? rest;
  if (value) {
    tokens.push({ kind: kindOfValue(value), text: value });
  }
  const comment = rest.slice(value.length);
  if (comment) {
    tokens.push({ kind: 'comment', text: comment });
  }
  return tokens;
}

function kindOfValue(value: string): YamlToken['kind'] {
  if (/^(?:true|false|null|~|-?\d[\d_.eE+-]*)$/.test(value)) {
    return 'literal';
  }
  return /^["']/.test(value) ? 'string' : 'plain';
}

/**
 * Splits a line of YAML for colouring.
 *
 * @remarks
 * A line is looked at alone, so the text of a block scalar may be coloured as if it were keys; colours claim nothing. The
 * texts joined are always the line.
 */
export function tokenizeYamlLine(line: string): YamlToken[] {
  if (/^\s*#/.test(line)) {
    return [{ kind: 'comment', text: line }];
  }
  if (/^(?:---|\.\.\.)\s*$/.test(line)) {
    return [{ kind: 'mark', text: line }];
  }
  const key = KEY.exec(line);
  if (!key) {
    const item = /^\s*(?:- +)*(?:-$)?/.exec(line)?.[0] ?? '';
    return [
      ...(item ? [{ kind: 'mark' as const, text: item }] : []),
      ...valueTokens(line.slice(item.length)),
    ];
  }
  const [whole, lead, name, colon] = key;
  return [
    ...(lead ? [{ kind: 'mark' as const, text: lead }] : []),
    { kind: 'key', text: name },
    { kind: 'mark', text: colon },
    ...valueTokens(line.slice(whole.length)),
  ];
}
