import { PreparedStatement, rememberStatements } from './rememberStatements';

describe('rememberStatements', () => {
  function open() {
    const prepared: string[] = [];
    const connection = {
      prepare(sql: string): PreparedStatement & { busy: boolean } {
        prepared.push(sql);
        return { busy: false };
      },
    };
    const { prepare } = connection;
    rememberStatements(connection);
    expect(connection.prepare).not.toBe(prepare);
    return { connection, prepared };
  }

  it('prepares a text once', () => {
    const { connection, prepared } = open();
    const first = connection.prepare('select 1');
    expect(connection.prepare('select 1')).toBe(first);
    expect(connection.prepare('select 2')).not.toBe(first);
    expect(prepared).toEqual(['select 1', 'select 2']);
  });

  it('leaves a statement alone that is still being read', () => {
    const { connection } = open();
    const reading = connection.prepare('select 1');
    reading.busy = true;
    const second = connection.prepare('select 1');
    expect(second).not.toBe(reading);
    expect(connection.prepare('select 1')).toBe(second);
  });

  it('forgets what was not run for longest', () => {
    const { connection, prepared } = open();
    connection.prepare('often');
    connection.prepare('once');
    for (let number = 1; number < 100; number += 1) {
      connection.prepare('often');
      connection.prepare(`of its own: ${number}`);
    }
    connection.prepare('often');
    connection.prepare('once');
    expect(prepared.filter(sql => sql === 'often')).toHaveLength(1);
    expect(prepared.filter(sql => sql === 'once')).toHaveLength(2);
  });
});
