import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import { ReactNode } from 'react';
import { ControlPlaneApi, controlPlaneApiRef } from '../api/controlPlaneApiRef';
import { ActionState, useAction } from './useAction';

function show(run: (word: string) => Promise<string>) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={[[controlPlaneApiRef, {} as ControlPlaneApi]]}>
      {children}
    </TestApiProvider>
  );
  return renderHook(() => useAction((_api, word: string) => run(word)), {
    wrapper,
  });
}

describe('useAction', () => {
  it('goes from idle through running to done', async () => {
    let finish: (value: string) => void = () => {};
    const { result } = show(
      word =>
        new Promise(resolve => {
          finish = () => resolve(`${word}!`);
        }),
    );
    expect(result.current.state).toEqual({ status: 'idle' });

    let end: Promise<ActionState<string>> | undefined;
    act(() => {
      end = result.current.run('yes');
    });
    expect(result.current.state).toEqual({ status: 'running' });
    await act(async () => finish(''));

    expect(result.current.state).toEqual({ status: 'done', value: 'yes!' });
    await expect(end).resolves.toEqual({ status: 'done', value: 'yes!' });
  });

  it('says why it failed instead of throwing', async () => {
    const { result } = show(async () => {
      throw new Error('no');
    });

    await act(async () => {
      await result.current.run('yes');
    });

    expect(result.current.state).toEqual({
      status: 'failed',
      error: new Error('no'),
    });
    act(() => result.current.reset());
    expect(result.current.state).toEqual({ status: 'idle' });
  });

  it('runs once when it is started twice at once', async () => {
    const run = jest.fn(async () => 'done');
    const { result } = show(run);

    await act(async () => {
      await Promise.all([result.current.run('a'), result.current.run('b')]);
    });

    expect(run).toHaveBeenCalledTimes(1);
    expect(run).toHaveBeenCalledWith('a');
  });
});
